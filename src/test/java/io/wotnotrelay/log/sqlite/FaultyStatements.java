package io.wotnotrelay.log.sqlite;

import io.wotnotrelay.log.sql.Memory;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;

/** The writer's database with faults on demand. */
final class FaultyStatements extends SqliteStatements {
    /** What goes wrong; shared by all connections of a test. */
    static final class Faults {
        volatile boolean failing;
        volatile Error error;
        volatile String pragma;
        volatile CompletableFuture<Void> gate = CompletableFuture.completedFuture(null);
        volatile boolean held;
    }

    private final Faults faults;

    FaultyStatements(Connection connection, WalCare wal, Faults faults) throws SQLException {
        super(connection, wal);
        this.faults = faults;
        if (faults.pragma != null) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(faults.pragma);
            }
        }
    }

    @Override
    protected void begin(Memory memory, boolean lanes) throws SQLException {
        if (!faults.gate.isDone()) {
            faults.held = true;
            faults.gate.join();
        }
        super.begin(memory, lanes);
    }

    @Override
    protected void commit() throws SQLException {
        if (faults.error != null) {
            throw faults.error;
        }
        if (faults.failing) {
            throw new SQLException("injected: the disk does not answer");
        }
        super.commit();
    }
}
