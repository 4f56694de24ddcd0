-- The relays that share this log, and who of them runs what. All times are this database's.

CREATE TABLE member (
    id TEXT PRIMARY KEY,
    host TEXT NOT NULL,
    started_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(),
    seen_at TIMESTAMPTZ NOT NULL,
    -- what it says of its destinations, for the others to show
    status TEXT NOT NULL
);

-- What one of them could run: the version of the destination's file that it has, and the lease that running it takes.
CREATE TABLE candidate (
    member TEXT NOT NULL REFERENCES member ON DELETE CASCADE,
    destination TEXT NOT NULL,
    version TEXT NOT NULL,
    lease TEXT NOT NULL,
    PRIMARY KEY (member, destination)
);

-- When a version of a destination's file was accepted: first seen, or put in the place of another.
CREATE TABLE file_version (
    destination TEXT NOT NULL,
    version TEXT NOT NULL,
    accepted_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (destination, version)
);

-- holder is NULL where it was given back. The epoch goes up with each holder; outcomes are written with it.
CREATE TABLE lease (
    name TEXT PRIMARY KEY,
    holder TEXT,
    epoch BIGINT NOT NULL,
    ends_at TIMESTAMPTZ NOT NULL
);
