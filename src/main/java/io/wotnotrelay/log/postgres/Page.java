package io.wotnotrelay.log.postgres;

import io.wotnotrelay.log.StoredEvent;
import io.wotnotrelay.log.sql.EventReads;
import io.wotnotrelay.log.sql.Session;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Events from the tables. The driver takes in rows by the portion, so where a page ends is asked first. */
final class Page {
    private static final String END = "SELECT max(seq) FROM (SELECT seq, sum(length(raw)) OVER (ORDER BY seq) AS bytes,"
            + " row_number() OVER (ORDER BY seq) AS place FROM (SELECT seq, raw FROM event WHERE seq > ? ORDER BY seq"
            + " LIMIT ?) page) sums WHERE bytes <= ? OR place = 1";

    private Page() {}

    /** Events after this seq, in order, at most so many and so many bytes of them, but always one. */
    static List<StoredEvent> after(Session session, long after, int most, long mostBytes) throws SQLException {
        try (PreparedStatement select = session.prepare(END)) {
            select.setLong(1, after);
            select.setInt(2, most);
            select.setLong(3, mostBytes);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                long end = row.getLong(1);
                return end == 0 ? List.of() : EventReads.between(session, after + 1, end);
            }
        }
    }
}
