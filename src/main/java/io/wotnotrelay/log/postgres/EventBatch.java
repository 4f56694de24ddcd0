package io.wotnotrelay.log.postgres;

import io.wotnotrelay.log.StoredEvent;
import io.wotnotrelay.log.sql.Session;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Adds events: the driver makes statements of many rows out of a batch (reWriteBatchedInserts). */
final class EventBatch {
    private final Session session;
    private final PreparedStatement insert;

    EventBatch(Session session) throws SQLException {
        this.session = session;
        this.insert = session.prepare(
                "INSERT INTO event (seq, received_at, receipt, kind, digest, raw) VALUES (?, ?, ?, ?, ?, ?)");
    }

    void insert(List<StoredEvent> events) throws SQLException {
        for (StoredEvent event : events) {
            insert.setLong(1, event.seq());
            insert.setLong(2, event.receivedAt());
            insert.setLong(3, event.receipt());
            session.texts().set(insert, 4, event.kind());
            insert.setBytes(5, event.digest());
            insert.setBytes(6, event.raw());
            insert.addBatch();
        }
        insert.executeBatch();
    }
}
