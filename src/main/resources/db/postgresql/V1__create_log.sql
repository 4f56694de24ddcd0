-- The event log, as in db/sqlite. Whoever writes holds one advisory lock from the first row of a transaction to its end,
-- so that seq and n have no gaps and are visible in order. A request's commit touches the ends of `event` and `intake`:
-- no random key. Texts have no U+0000 and no half surrogates: what cannot be kept stands as \0 or \uD800, a backslash as \\.

CREATE TABLE log (
  only_row integer PRIMARY KEY CHECK (only_row = 1),
  id       text    NOT NULL,           -- random; other files that belong to this log carry it too
  born_at  bigint  NOT NULL,           -- epoch milliseconds, as are all times here
  freed    bigint  NOT NULL DEFAULT 0, -- bytes of events that were deleted
  probes   bigint  NOT NULL DEFAULT 0  -- counted up to see whether the log can be written again
);

-- Each start of a relay on this log. After a connection was lost, `commits` says whether the last commit came through.
CREATE TABLE replica (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  host       text   NOT NULL,
  started_at bigint NOT NULL,
  commits    bigint NOT NULL DEFAULT 0
);

CREATE TABLE event (
  seq         bigint PRIMARY KEY,
  received_at bigint NOT NULL,
  receipt     bigint NOT NULL,
  kind        text   NOT NULL,
  digest      bytea  NOT NULL,
  raw         bytea  NOT NULL          -- never jsonb: it would lose U+0000, large numbers and the order of keys
);

-- One row a commit that took something in. The newest row holds the head, so it outlives every pruning.
CREATE TABLE intake (
  n        bigint PRIMARY KEY,
  at       bigint NOT NULL,            -- when it was committed
  head     bigint NOT NULL,            -- the last seq after this commit
  low      bigint NOT NULL,            -- smallest receipt in this row
  high     bigint NOT NULL,            -- largest receipt in this row or any before
  bytes    bigint NOT NULL,            -- of all events up to this row
  receipts bytea  NOT NULL,            -- packed
  digests  bytea  NOT NULL             -- 16 bytes for each new event: the window of duplicates of all replicas
);

CREATE TABLE lane (
  id        integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name      text    NOT NULL UNIQUE,
  born_at   bigint  NOT NULL,
  start_seq bigint  NOT NULL,
  cursor    bigint  NOT NULL,
  paused    integer NOT NULL DEFAULT 0,
  delivered bigint  NOT NULL DEFAULT 0,
  filtered  bigint  NOT NULL DEFAULT 0,
  dead      bigint  NOT NULL DEFAULT 0,
  expired   bigint  NOT NULL DEFAULT 0,
  standing  text    NOT NULL DEFAULT ''
);

-- One row a lane a commit. n counts within a lane and its upper bits are the lane.
CREATE TABLE outcome (
  n    bigint PRIMARY KEY,             -- lane << 40 | count
  at   bigint NOT NULL,
  low  bigint NOT NULL,                -- smallest seq in this row
  high bigint NOT NULL,                -- largest seq in this row
  head bigint NOT NULL,                -- largest seq in this row or any of the lane before
  data bytea  NOT NULL                 -- packed
);

CREATE TABLE parked (
  lane         integer NOT NULL,
  seq          bigint  NOT NULL,
  state        text    NOT NULL,
  conversation text,
  attempts     integer NOT NULL,
  due_at       bigint  NOT NULL,
  run_millis   bigint  NOT NULL,
  code         integer NOT NULL,
  cause        text,
  out_of_order integer NOT NULL DEFAULT 0,
  PRIMARY KEY (lane, seq)
);

-- Apart from the living ones, so that a starting lane does not read a million dead letters.
CREATE TABLE dead_letter (LIKE parked INCLUDING ALL);

-- Events that were pruned while a delivery of them was still parked or dead: copied in the commit that prunes them.
CREATE TABLE kept_event (LIKE event INCLUDING ALL);

-- Whether an event is still needed is asked by its seq alone.
CREATE INDEX parked_seq ON parked (seq);
CREATE INDEX dead_letter_seq ON dead_letter (seq);

CREATE TABLE job (
  id         bigint  GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  lane       integer NOT NULL,
  kind       text    NOT NULL,
  asked      text    NOT NULL,         -- JSON
  again      integer NOT NULL,
  named      integer NOT NULL,         -- its events were named one by one
  runs       integer NOT NULL,         -- so many route runs in per_millis; 0 for no limit
  per_millis bigint  NOT NULL,
  up_to      bigint  NOT NULL,         -- the last event there was when it was made
  mark       bigint  NOT NULL,         -- place of the lane's last outcome then
  matched    bigint  NOT NULL,
  state      text    NOT NULL,
  cause      text,
  position   bigint  NOT NULL DEFAULT 0, -- all its events up to here have ended, or are open
  delivered  bigint  NOT NULL DEFAULT 0,
  skipped    bigint  NOT NULL DEFAULT 0,
  filtered   bigint  NOT NULL DEFAULT 0,
  failed     bigint  NOT NULL DEFAULT 0,
  expired    bigint  NOT NULL DEFAULT 0,
  hastened   bigint  NOT NULL DEFAULT 0,
  open       bytea   NOT NULL DEFAULT '',  -- packed
  created_at bigint  NOT NULL,
  started_at bigint  NOT NULL DEFAULT 0,
  ended_at   bigint  NOT NULL DEFAULT 0
);

-- The events a job has to deliver, apart from what each of its commits writes; gone when it has ended.
CREATE TABLE job_event (
  job  bigint PRIMARY KEY,
  seqs bytea  NOT NULL                 -- packed
);

-- What a lane is about to do at a destination that cannot recognise a second time. A row that is there when the lane
-- starts was begun and has no known end.
CREATE TABLE intent (
  lane integer NOT NULL,
  seq  bigint  NOT NULL,
  at   bigint  NOT NULL,
  PRIMARY KEY (lane, seq)
);
