package io.wotnotrelay.log.index;

import io.wotnotrelay.log.derived.DerivedFile;
import java.util.List;

/** The tables of the index. */
final class IndexShape {
    static final DerivedFile.Shape SHAPE = new DerivedFile.Shape(
            "index",
            1,
            List.of(
                    "CREATE TABLE entry (seq INTEGER PRIMARY KEY, received_at INTEGER NOT NULL, occurred_at INTEGER,"
                            + " type TEXT NOT NULL, subtype TEXT)",
                    "CREATE INDEX entry_received ON entry (received_at)",
                    "CREATE INDEX entry_occurred ON entry (occurred_at) WHERE occurred_at IS NOT NULL",
                    "CREATE INDEX entry_type ON entry (type)",
                    "CREATE INDEX entry_kind ON entry (type, subtype)",
                    "CREATE TABLE by_id (id INTEGER, seq INTEGER, PRIMARY KEY (id, seq)) WITHOUT ROWID",
                    "CREATE TABLE by_conversation (conversation TEXT, seq INTEGER, PRIMARY KEY (conversation, seq))"
                            + " WITHOUT ROWID",
                    "CREATE VIRTUAL TABLE words USING fts5(text, content='', contentless_delete=1,"
                            + " tokenize='unicode61')"));

    private IndexShape() {}
}
