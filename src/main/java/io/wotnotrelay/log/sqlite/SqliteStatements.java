package io.wotnotrelay.log.sqlite;

import io.wotnotrelay.log.StoredEvent;
import io.wotnotrelay.log.sql.IntakePack;
import io.wotnotrelay.log.sql.Memory;
import io.wotnotrelay.log.sql.Statements;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** The write connection of the file. Tests make parts of it fail. */
class SqliteStatements extends Statements {
    private final EventInsert events;
    private final IntakeInsert intake;
    private final WalCare wal;
    private final PreparedStatement begin;
    private final PreparedStatement commit;
    private final PreparedStatement rollback;
    private final PreparedStatement touch;

    SqliteStatements(Connection connection, WalCare wal) throws SQLException {
        super(SqliteTexts.on(connection));
        this.wal = wal;
        this.events = new EventInsert(connection);
        this.intake = new IntakeInsert(connection);
        this.begin = connection.prepareStatement("BEGIN IMMEDIATE");
        this.commit = connection.prepareStatement("COMMIT");
        this.rollback = connection.prepareStatement("ROLLBACK");
        this.touch = connection.prepareStatement("UPDATE log SET probes = probes + 1");
    }

    @Override
    protected void begin(Memory memory, boolean lanes) throws SQLException {
        begin.executeUpdate();
    }

    @Override
    protected void events(List<StoredEvent> added) throws SQLException {
        events.insert(added);
    }

    @Override
    protected void intake(long at, long head, IntakePack pack, byte[] digests, long bytes) throws SQLException {
        intake.insert(at, head, pack, digests);
    }

    @Override
    protected void touch() throws SQLException {
        touch.executeUpdate();
    }

    @Override
    protected void commit() throws SQLException {
        commit.executeUpdate();
    }

    @Override
    protected void rollback() throws SQLException {
        rollback.executeUpdate();
    }

    /** Folds in what is left of a large write-ahead log. */
    @Override
    protected void committed() throws SQLException {
        wal.finish(connection());
    }
}
