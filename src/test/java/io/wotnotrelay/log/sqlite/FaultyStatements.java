package io.wotnotrelay.log.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;

/** The writer's database with faults on demand. */
final class FaultyStatements extends Statements {
    /** What goes wrong; shared by all connections of a test. */
    static final class Faults {
        volatile boolean failing;
        volatile Error error;
        volatile String pragma;
        volatile CompletableFuture<Void> gate = CompletableFuture.completedFuture(null);
        volatile boolean held;
    }

    private final Faults faults;

    FaultyStatements(Connection connection, Faults faults) throws SQLException {
        super(connection);
        this.faults = faults;
        if (faults.pragma != null) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(faults.pragma);
            }
        }
    }

    @Override
    void begin() throws SQLException {
        if (!faults.gate.isDone()) {
            faults.held = true;
            faults.gate.join();
        }
        super.begin();
    }

    @Override
    void commit() throws SQLException {
        if (faults.error != null) {
            throw faults.error;
        }
        if (faults.failing) {
            throw new SQLException("injected: the disk does not answer");
        }
        super.commit();
    }
}
