-- What a lane is about to do at a destination that cannot recognise a second time. A row that is there when the lane
-- starts was begun and has no known end.

CREATE TABLE intent (
  lane INTEGER NOT NULL,
  seq  INTEGER NOT NULL,
  at   INTEGER NOT NULL,
  PRIMARY KEY (lane, seq)
) WITHOUT ROWID;
