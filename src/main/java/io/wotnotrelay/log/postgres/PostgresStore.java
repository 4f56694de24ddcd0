package io.wotnotrelay.log.postgres;

import io.wotnotrelay.log.sql.Memory;
import io.wotnotrelay.log.sql.Statements;
import io.wotnotrelay.log.sql.Writer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The tables that a writer writes into, with others beside it. */
final class PostgresStore implements Writer.Store {
    private final Server server;
    private final Standing standing;
    private final Seam seam;

    /** Where tests make the writer's database fail. */
    interface Seam {
        PostgresStatements statements(Connection connection, Standing standing) throws SQLException;
    }

    PostgresStore(Server server, Standing standing, Seam seam) {
        this.server = server;
        this.standing = standing;
        this.seam = seam;
    }

    @Override
    public boolean isShared() {
        return true;
    }

    /** What was committed meanwhile is found by the next transaction, as what others commit is. */
    @Override
    public Statements open(Memory memory) throws SQLException {
        Connection connection = server.writing();
        try {
            refuseALogThatWentBack(connection);
            return seam.statements(connection, standing);
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** A standby that took over without the last commits, or a backup that was brought back under a running relay. */
    private void refuseALogThatWentBack(Connection connection) throws SQLException {
        Place place = standing.place();
        if (place.n() == 0) {
            return;
        }
        try (PreparedStatement select = connection.prepareStatement("SELECT head FROM intake WHERE n = ?")) {
            select.setLong(1, place.n());
            try (ResultSet row = select.executeQuery()) {
                boolean same = row.next() && row.getLong(1) == place.head();
                if (!same && isBehind(connection, place)) {
                    throw new SQLException(
                            "the log ends before event " + place.head()
                                    + ", which was committed: it is another or an older one; restart the relay to go on with it");
                }
            }
        }
    }

    private static boolean isBehind(Connection connection, Place place) throws SQLException {
        try (PreparedStatement select =
                        connection.prepareStatement("SELECT n, head FROM intake ORDER BY n DESC LIMIT 1");
                ResultSet row = select.executeQuery()) {
            return !row.next() || row.getLong(1) <= place.n() || row.getLong(2) < place.head();
        }
    }
}
