-- The event log. A request's commit touches the ends of `event` and `intake` and nothing else: no index, no random key.

CREATE TABLE log (
  only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
  id       TEXT    NOT NULL,           -- random; other files that belong to this log carry it too
  born_at  INTEGER NOT NULL,           -- epoch milliseconds, as are all times here
  probes   INTEGER NOT NULL DEFAULT 0  -- counted up to see whether the file can be written again
);

CREATE TABLE event (
  seq         INTEGER PRIMARY KEY,
  received_at INTEGER NOT NULL,
  receipt     INTEGER NOT NULL,
  kind        TEXT    NOT NULL,        -- a blob of UTF-16 where the text has half a surrogate pair
  digest      BLOB    NOT NULL,
  raw         BLOB    NOT NULL
);

-- One row a commit that took something in. The newest row holds the head, so it outlives every pruning.
CREATE TABLE intake (
  n        INTEGER PRIMARY KEY,
  at       INTEGER NOT NULL,           -- when it was committed
  head     INTEGER NOT NULL,           -- the last seq after this commit
  low      INTEGER NOT NULL,           -- smallest receipt in this row
  high     INTEGER NOT NULL,           -- largest receipt in this row or any before
  receipts BLOB    NOT NULL,           -- packed
  digests  BLOB    NOT NULL            -- 16 bytes for each new event
);

CREATE TABLE lane (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  name      TEXT    NOT NULL UNIQUE,
  born_at   INTEGER NOT NULL,
  start_seq INTEGER NOT NULL,
  cursor    INTEGER NOT NULL,
  paused    INTEGER NOT NULL DEFAULT 0,
  delivered INTEGER NOT NULL DEFAULT 0,
  filtered  INTEGER NOT NULL DEFAULT 0,
  dead      INTEGER NOT NULL DEFAULT 0,
  expired   INTEGER NOT NULL DEFAULT 0
);

-- One row a lane a commit. n counts within a lane and its upper bits are the lane, so a lane writes at one place only.
CREATE TABLE outcome (
  n    INTEGER PRIMARY KEY,            -- lane << 40 | count
  at   INTEGER NOT NULL,
  low  INTEGER NOT NULL,               -- smallest seq in this row
  high INTEGER NOT NULL,               -- largest seq in this row
  head INTEGER NOT NULL,               -- largest seq in this row or any of the lane before
  data BLOB    NOT NULL                -- packed
);

CREATE TABLE parked (
  lane         INTEGER NOT NULL,
  seq          INTEGER NOT NULL,
  state        TEXT    NOT NULL,
  conversation TEXT,
  attempts     INTEGER NOT NULL,
  due_at       INTEGER NOT NULL,
  run_millis   INTEGER NOT NULL,
  code         INTEGER NOT NULL,
  cause        TEXT,
  PRIMARY KEY (lane, seq)
) WITHOUT ROWID;

-- Apart from the living ones, so that a starting lane does not read a million dead letters.
CREATE TABLE dead_letter (
  lane         INTEGER NOT NULL,
  seq          INTEGER NOT NULL,
  state        TEXT    NOT NULL,
  conversation TEXT,
  attempts     INTEGER NOT NULL,
  due_at       INTEGER NOT NULL,
  run_millis   INTEGER NOT NULL,
  code         INTEGER NOT NULL,
  cause        TEXT,
  PRIMARY KEY (lane, seq)
) WITHOUT ROWID;

-- Events that were pruned while a delivery of them was still parked or dead: copied in the commit that prunes them.
CREATE TABLE kept_event (
  seq         INTEGER PRIMARY KEY,
  received_at INTEGER NOT NULL,
  receipt     INTEGER NOT NULL,
  kind        TEXT    NOT NULL,
  digest      BLOB    NOT NULL,
  raw         BLOB    NOT NULL
);
