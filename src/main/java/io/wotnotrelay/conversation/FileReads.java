package io.wotnotrelay.conversation;

import io.wotnotrelay.log.derived.DerivedFile;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Asks the file; one question at a time. */
final class FileReads implements ContextReads {
    private static final String OF_CONVERSATION = " FROM by_conversation b CROSS JOIN context c ON c.seq = b.seq"
            + " WHERE b.hash = ?1 AND c.conversation = ?2 AND b.seq ";

    private final Connection connection;
    private final PreparedStatement upTo;
    private final PreparedStatement next;

    FileReads(DerivedFile file) throws SQLException {
        connection = file.connect();
        try (Statement cache = connection.createStatement()) {
            cache.execute("PRAGMA cache_size=-4096"); // KiB: the latest contexts are in memory anyway
            String row = "SELECT c.seq, c.at, c.data" + OF_CONVERSATION;
            upTo = connection.prepareStatement(row + "<= ?3 ORDER BY b.seq DESC LIMIT 1");
            next = connection.prepareStatement(row + "> ?3 ORDER BY b.seq LIMIT 1");
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public synchronized Version asOf(String key, long seq) throws SQLException {
        return ask(upTo, key, seq);
    }

    @Override
    public synchronized Map<String, Version> asOf(Collection<String> keys, long seq) throws SQLException {
        Map<String, Version> known = new HashMap<>();
        for (String key : keys) {
            Version version = ask(upTo, key, seq);
            if (version != Version.NONE) {
                known.put(key, version);
            }
        }
        return known;
    }

    @Override
    public synchronized Version next(String key, long seq) throws SQLException {
        return ask(next, key, seq);
    }

    private static Version ask(PreparedStatement question, String key, long seq) throws SQLException {
        byte[] digest = KeyDigest.of(key);
        question.setLong(1, KeyDigest.hash(digest));
        question.setBytes(2, digest);
        question.setLong(3, seq);
        try (ResultSet row = question.executeQuery()) {
            return row.next()
                    ? new Version(row.getLong(1), row.getLong(2), ContextJson.read(row.getBytes(3)))
                    : Version.NONE;
        } catch (IOException e) {
            throw new ContextStore.DamagedRow(e);
        }
    }

    @Override
    public synchronized void close() throws SQLException {
        connection.close();
    }
}
