package io.wotnotrelay.log.sqlite;

import io.wotnotrelay.log.sql.Inbox;
import io.wotnotrelay.log.sql.Step;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;

/**
 * Gives the disk back what pruning has freed, little by little, once a quarter of the file is free. Less than that is
 * kept: the next events go there, and moving pages about costs more than it saves.
 */
final class Shrinking {
    private static final int PAGES_A_STEP = 128;
    private static final long LEAST_FREE_BYTES = 64L << 20;
    private final Inbox inbox;

    Shrinking(Inbox inbox) {
        this.inbox = inbox;
    }

    CompletableFuture<Void> run() {
        CompletableFuture<Void> stage = new CompletableFuture<>();
        inbox.put(new Step(commit -> step(commit.sql.connection()), inbox, stage));
        return stage;
    }

    private static boolean step(Connection connection) throws SQLException {
        long free = pragma(connection, "freelist_count");
        boolean worthIt = free * Database.PAGE_BYTES > LEAST_FREE_BYTES && free > pragma(connection, "page_count") / 4;
        if (worthIt) {
            try (Statement statement = connection.createStatement()) {
                // executeUpdate runs it to its end; execute would stop after the first page
                statement.executeUpdate("PRAGMA incremental_vacuum(" + PAGES_A_STEP + ")");
            }
        }
        return worthIt;
    }

    static long usedBytes(Connection connection) throws SQLException {
        long used = pragma(connection, "page_count") - pragma(connection, "freelist_count");
        return used * pragma(connection, "page_size");
    }

    private static long pragma(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA " + name)) {
            return row.getLong(1);
        }
    }
}
