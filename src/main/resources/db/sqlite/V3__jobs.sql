-- Replays and backfills: what was asked, how far they are.

CREATE TABLE job (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  lane       INTEGER NOT NULL,
  kind       TEXT    NOT NULL,
  asked      TEXT    NOT NULL,            -- JSON
  again      INTEGER NOT NULL,
  named      INTEGER NOT NULL,            -- its events were named one by one
  runs       INTEGER NOT NULL,            -- so many route runs in per_millis; 0 for no limit
  per_millis INTEGER NOT NULL,
  up_to      INTEGER NOT NULL,            -- the last event there was when it was made
  mark       INTEGER NOT NULL,            -- place of the lane's last outcome then
  matched    INTEGER NOT NULL,
  state      TEXT    NOT NULL,
  cause      TEXT,
  position   INTEGER NOT NULL DEFAULT 0,  -- all its events up to here have ended, or are open
  delivered  INTEGER NOT NULL DEFAULT 0,
  skipped    INTEGER NOT NULL DEFAULT 0,
  filtered   INTEGER NOT NULL DEFAULT 0,
  failed     INTEGER NOT NULL DEFAULT 0,
  expired    INTEGER NOT NULL DEFAULT 0,
  hastened   INTEGER NOT NULL DEFAULT 0,
  open       BLOB    NOT NULL DEFAULT x'', -- packed
  created_at INTEGER NOT NULL,
  started_at INTEGER NOT NULL DEFAULT 0,
  ended_at   INTEGER NOT NULL DEFAULT 0
);

-- The events a job has to deliver, apart from what each of its commits writes; gone when it has ended.
CREATE TABLE job_event (
  job  INTEGER PRIMARY KEY,
  seqs BLOB NOT NULL                      -- packed
);
