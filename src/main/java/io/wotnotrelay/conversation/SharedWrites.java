package io.wotnotrelay.conversation;

import io.wotnotrelay.log.Lease;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Writes the shared tables while this replica has the lease, each time with its epoch and from the cursor it knows. */
final class SharedWrites implements ContextWrites {
    /** So few that the row with the cursor is not locked for long. */
    private static final int PIECE = 5_000;

    private static final String CLAIM = "UPDATE context_state SET epoch = ? WHERE epoch <= ?";
    private static final String MOVE = "UPDATE context_state SET cursor = ?, epoch = ? WHERE cursor = ? AND epoch <= ?";
    private static final String FORGET = "UPDATE context_state SET epoch = ?, forgets = forgets + 1 WHERE epoch <= ?";
    private static final String OLD = """
            SELECT o.seq, o.at, o.conversation, coalesce((SELECT n.seq FROM context n
                WHERE n.conversation = o.conversation AND n.seq > o.seq ORDER BY n.seq LIMIT 1), 0)
            FROM context o WHERE o.seq > ? AND o.seq < ? ORDER BY o.seq LIMIT ?""";

    private final SharedTables tables;
    private Lease claimed;

    SharedWrites(SharedTables tables) {
        this.tables = tables;
    }

    /** A new holder writes its epoch at once: from then on the one before writes nothing, even if this one has nothing to. */
    @Override
    public Kept kept() throws SQLException {
        Lease lease = tables.lease();
        if (lease != null && !lease.equals(claimed)) {
            tables.asOne(connection -> run(connection, CLAIM, lease.epoch(), lease.epoch()));
            claimed = lease;
        }
        return tables.asOne(connection -> state(connection, lease));
    }

    private Kept state(Connection connection, Lease lease) throws SQLException {
        try (PreparedStatement select = prepare(connection, "SELECT cursor, forgets, epoch FROM context_state");
                ResultSet row = select.executeQuery()) {
            if (!row.next()) {
                throw new SQLException("the table context_state is empty");
            }
            if (lease != null && row.getLong(3) > lease.epoch()) {
                tables.lost(lease);
            }
            return new Kept(row.getLong(1), row.getLong(2));
        }
    }

    @Override
    public boolean isMine() {
        return tables.lease() != null;
    }

    @Override
    public boolean write(Memory.Unwritten unwritten, long from) throws SQLException {
        List<Row> rows = unwritten.rows();
        long at = from;
        for (int done = 0; at < unwritten.place(); done += PIECE) {
            List<Row> piece = rows.subList(Math.min(done, rows.size()), Math.min(done + PIECE, rows.size()));
            boolean last = done + PIECE >= rows.size();
            long to = last
                    ? unwritten.place()
                    : piece.get(piece.size() - 1).version().seq();
            if (!append(piece, at, to)) {
                return false;
            }
            at = to;
        }
        return true;
    }

    private boolean append(List<Row> rows, long from, long to) throws SQLException {
        Lease lease = tables.lease();
        return lease != null
                && tables.asOne(connection -> {
                    boolean moved = run(connection, MOVE, to, lease.epoch(), from, lease.epoch()) == 1;
                    if (moved) {
                        insert(connection, rows);
                    }
                    return moved;
                });
    }

    private static void insert(Connection connection, List<Row> rows) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO context (seq, at, conversation, data) VALUES (?, ?, ?, ?)")) {
            for (Row row : rows) {
                insert.setLong(1, row.version().seq());
                insert.setLong(2, row.version().at());
                insert.setBytes(3, KeyDigest.of(row.key()));
                insert.setBytes(4, ContextJson.write(row.version().context()));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    @Override
    public List<Old> old(long after, long below, int most) throws SQLException {
        return tables.asOne(connection -> {
            List<Old> rows = new ArrayList<>();
            try (PreparedStatement select = prepare(connection, OLD, after, below, most);
                    ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    rows.add(new Old(row.getLong(1), row.getLong(2), row.getBytes(3), row.getLong(4)));
                }
            }
            return rows;
        });
    }

    @Override
    public boolean delete(List<Old> rows) throws SQLException {
        Lease lease = tables.lease();
        return lease != null
                && tables.asOne(connection -> {
                    boolean mine = run(connection, FORGET, lease.epoch(), lease.epoch()) == 1;
                    if (mine) {
                        Object[] seqs = rows.stream().map(Old::seq).toArray();
                        run(
                                connection,
                                "DELETE FROM context WHERE seq = ANY (?)",
                                connection.createArrayOf("bigint", seqs));
                    }
                    return mine;
                });
    }

    private static int run(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, values)) {
            return statement.executeUpdate();
        }
    }

    private static PreparedStatement prepare(Connection connection, String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    @Override
    public void close() {
        // connections are given back after each transaction
    }
}
