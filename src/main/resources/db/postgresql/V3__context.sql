-- What is known of conversations: the rows of context.db, byte for byte, for all relays that share this log.
-- One relay at a time appends to it, in the order of the log. See docs/adr/0009 and 0017.

CREATE TABLE context (
    seq bigint PRIMARY KEY,          -- of the event that told it
    at bigint NOT NULL,              -- when that was received, epoch milliseconds
    conversation bytea NOT NULL,     -- 16 bytes of a digest of its key
    data bytea NOT NULL              -- JSON in ASCII; never jsonb
);

CREATE INDEX context_of_conversation ON context (conversation, seq);

-- Whoever writes or deletes rows writes this one in the same transaction.
CREATE TABLE context_state (
    only_row integer PRIMARY KEY CHECK (only_row = 1),
    cursor bigint NOT NULL DEFAULT 0,  -- all events up to this seq are in the rows
    epoch bigint NOT NULL DEFAULT 0,   -- of the lease it was written with last; an older one writes nothing
    forgets bigint NOT NULL DEFAULT 0  -- goes up when rows are deleted, so that all let go of what they remember
);

INSERT INTO context_state (only_row) VALUES (1);

-- Whose row in `replica` that is: it is needed for as long as this one may be alive.
ALTER TABLE member ADD COLUMN replica bigint NOT NULL DEFAULT 0;
