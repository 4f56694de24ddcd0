-- A lane remembers why it stands still; a delivery, that it has left the order of its conversation.

ALTER TABLE lane ADD COLUMN standing TEXT NOT NULL DEFAULT '';  -- in the lane's own words
ALTER TABLE parked ADD COLUMN out_of_order INTEGER NOT NULL DEFAULT 0;
ALTER TABLE dead_letter ADD COLUMN out_of_order INTEGER NOT NULL DEFAULT 0;
