package io.wotnotrelay.conversation;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the shared tables; by any number of threads. */
record SharedReads(SharedTables tables) implements ContextReads {
    private static final Logger LOG = LoggerFactory.getLogger(SharedReads.class);
    private static final String AS_OF =
            "SELECT seq, at, data FROM context WHERE conversation = ? AND seq <= ? ORDER BY seq DESC LIMIT 1";
    private static final String NEXT =
            "SELECT seq, at, data FROM context WHERE conversation = ? AND seq > ? ORDER BY seq LIMIT 1";
    private static final String MANY_AS_OF = """
            SELECT c.seq, c.at, c.data, w.n FROM unnest(?::bytea[]) WITH ORDINALITY w(conversation, n)
            CROSS JOIN LATERAL (SELECT seq, at, data FROM context
                WHERE conversation = w.conversation AND seq <= ? ORDER BY seq DESC LIMIT 1) c""";

    @Override
    public Version asOf(String key, long seq) throws SQLException {
        return tables.ask(connection -> one(connection, AS_OF, key, seq));
    }

    @Override
    public Version next(String key, long seq) throws SQLException {
        return tables.ask(connection -> one(connection, NEXT, key, seq));
    }

    private static Version one(Connection connection, String sql, String key, long seq) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setBytes(1, KeyDigest.of(key));
            select.setLong(2, seq);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? version(row) : Version.NONE;
            }
        }
    }

    @Override
    public Map<String, Version> asOf(Collection<String> keys, long seq) throws SQLException {
        return keys.isEmpty() ? Map.of() : tables.ask(connection -> many(connection, List.copyOf(keys), seq));
    }

    private static Map<String, Version> many(Connection connection, List<String> keys, long seq) throws SQLException {
        byte[][] digests = keys.stream().map(KeyDigest::of).toArray(byte[][]::new);
        Map<String, Version> known = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(MANY_AS_OF)) {
            select.setArray(1, connection.createArrayOf("bytea", digests));
            select.setLong(2, seq);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    known.put(keys.get(row.getInt(4) - 1), version(row));
                }
            }
        }
        return known;
    }

    /** One row that cannot be read, such as of a later version of the relay, must not take the others from all replicas. */
    private static Version version(ResultSet row) throws SQLException {
        long seq = row.getLong(1);
        try {
            return new Version(seq, row.getLong(2), ContextJson.read(row.getBytes(3)));
        } catch (IOException e) {
            LOG.warn("What is known of a conversation since event {} is left out: its row cannot be read.", seq);
            return new Version(seq, row.getLong(2), Context.NONE);
        }
    }

    @Override
    public void close() {
        // connections are given back after each question
    }
}
