package io.wotnotrelay.log.postgres;

import io.wotnotrelay.log.sql.Memory;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;

/** The writer's connection with faults on demand. */
final class FaultyPostgres extends PostgresStatements {
    /** What goes wrong; shared by all connections of a test. */
    static final class Faults {
        volatile boolean failing;
        volatile boolean answerLost;
        volatile boolean commitLost;
        volatile CompletableFuture<Void> gate = CompletableFuture.completedFuture(null);
        volatile boolean held;
    }

    private final Faults faults;

    FaultyPostgres(Connection connection, Standing standing, Faults faults) throws SQLException {
        super(connection, standing);
        this.faults = faults;
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
        if (faults.failing) {
            throw new SQLException("injected: the database does not answer");
        }
        super.commit();
    }

    @Override
    protected void sendCommit() throws SQLException {
        if (faults.commitLost) {
            faults.commitLost = false;
            connection().close();
            throw new SQLException("injected: the connection was lost before the commit", "08006");
        }
        super.sendCommit();
        if (faults.answerLost) {
            faults.answerLost = false;
            throw new SQLException("injected: the answer to the commit was lost", "08006");
        }
    }
}
