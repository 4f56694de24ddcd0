package io.wotnotrelay.log.postgres;

import io.wotnotrelay.log.Lease;
import io.wotnotrelay.log.Leases;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads how all replicas stand. */
record LeaseReads(Connection connection, Duration term) {
    private static final String REPLICAS = """
            SELECT id, host, started_at, seen_at, seen_at > clock_timestamp() - ? * interval '1 ms', status
            FROM member ORDER BY started_at, id""";
    private static final String LEASES = "SELECT name, holder, epoch, ends_at <= clock_timestamp() FROM lease";
    private static final String LATEST = """
            SELECT DISTINCT ON (c.destination) c.destination, c.version
            FROM candidate c
            JOIN member r ON r.id = c.member AND r.seen_at > clock_timestamp() - ? * interval '1 ms'
            JOIN file_version v ON v.destination = c.destination AND v.version = c.version
            ORDER BY c.destination, v.accepted_at DESC, c.version""";

    Leases.View view(List<Lease> kept) throws SQLException {
        return new Leases.View(kept, replicas(), leases(), latest());
    }

    private List<Leases.Replica> replicas() throws SQLException {
        Map<String, Map<String, Leases.Candidate>> candidates = candidates();
        List<Leases.Replica> all = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(REPLICAS)) {
            select.setLong(1, term.toMillis());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    all.add(new Leases.Replica(
                            row.getString(1),
                            row.getString(2),
                            instant(row, 3),
                            instant(row, 4),
                            row.getBoolean(5),
                            candidates.getOrDefault(row.getString(1), Map.of()),
                            row.getString(6)));
                }
            }
        }
        return all;
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant().truncatedTo(ChronoUnit.MILLIS);
    }

    private Map<String, Map<String, Leases.Candidate>> candidates() throws SQLException {
        Map<String, Map<String, Leases.Candidate>> all = new HashMap<>();
        try (PreparedStatement select =
                        connection.prepareStatement("SELECT member, destination, version, lease FROM candidate");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                all.computeIfAbsent(row.getString(1), id -> new HashMap<>())
                        .put(row.getString(2), new Leases.Candidate(row.getString(3), row.getString(4)));
            }
        }
        return all;
    }

    private Map<String, Leases.Held> leases() throws SQLException {
        Map<String, Leases.Held> all = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(LEASES);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                all.put(row.getString(1), new Leases.Held(row.getString(2), row.getLong(3), row.getBoolean(4)));
            }
        }
        return all;
    }

    private Map<String, String> latest() throws SQLException {
        Map<String, String> all = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(LATEST)) {
            select.setLong(1, term.toMillis());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    all.put(row.getString(1), row.getString(2));
                }
            }
        }
        return all;
    }
}
