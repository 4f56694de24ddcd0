package io.wotnotrelay.log.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** The write connection and everything prepared on it. Tests make parts of it fail. */
class Statements implements AutoCloseable {
    final Connection connection;
    final EventInsert events;
    final IntakeInsert intake;
    final LaneWrites lanes;
    final Pruning pruning;
    final JobWrites jobs;
    private final PreparedStatement begin;
    private final PreparedStatement commit;
    private final PreparedStatement rollback;
    private final PreparedStatement touch;

    Statements(Connection connection) throws SQLException {
        this.connection = connection;
        this.events = new EventInsert(connection);
        this.intake = new IntakeInsert(connection);
        this.lanes = new LaneWrites(connection);
        this.pruning = new Pruning(connection);
        this.jobs = new JobWrites(connection);
        this.begin = connection.prepareStatement("BEGIN IMMEDIATE");
        this.commit = connection.prepareStatement("COMMIT");
        this.rollback = connection.prepareStatement("ROLLBACK");
        this.touch = connection.prepareStatement("UPDATE log SET probes = probes + 1");
    }

    /** Changes something that nobody reads, to see whether the file can be written. */
    void touch() throws SQLException {
        touch.executeUpdate();
    }

    void begin() throws SQLException {
        begin.executeUpdate();
    }

    void commit() throws SQLException {
        commit.executeUpdate();
    }

    void rollback() throws SQLException {
        rollback.executeUpdate();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
