package io.wotnotrelay.log.sqlite;

import io.wotnotrelay.log.LogOpenException;
import io.wotnotrelay.log.sql.DataFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/** Makes the log's file when there is none, and opens none that is damaged or newer than this relay. */
final class LogFile {
    private final Database database;
    private final Path file;

    LogFile(Database database) {
        this.database = database;
        this.file = database.file();
    }

    /** Where it is, for people. */
    String name() {
        return file.toString();
    }

    void prepare(long now) {
        try {
            if (Files.notExists(file)) {
                create(now);
            }
            DataFolder.restrict(file, "rw-------");
            if (Files.size(file) == 0) {
                throw damaged("it is empty", null);
            }
            Integrity.check(database);
            Schema.migrate(file);
        } catch (IOException e) {
            throw new LogOpenException(
                    "The event log " + file + " cannot be used (" + e
                            + "): make it readable and writable for this user.",
                    e);
        } catch (SQLException e) {
            throw refusal(e);
        }
    }

    LogOpenException refusal(SQLException e) {
        return switch (FileFaults.kind(e)) {
            case DAMAGED -> damaged(e.getMessage(), e);
            case FULL -> new LogOpenException("The disk of " + file + " is full: free some space and start again.", e);
            default ->
                new LogOpenException(
                        "The event log " + file + " cannot be opened (" + e.getMessage()
                                + "): make the file and its folder readable and writable for this user and start again.",
                        e);
        };
    }

    LogOpenException damaged(String how, Throwable cause) {
        return new LogOpenException(
                "The event log " + file + " is damaged (" + how.replace('\n', ' ')
                        + "): nothing was changed; bring back a good copy with bin/relay restore, or move the file away to begin"
                        + " an empty log and save what can be read from it with \"sqlite3 " + file.getFileName()
                        + " .recover\".",
                cause);
    }

    /** Under another name first, so that a crash meanwhile leaves no half log. */
    private void create(long now) throws IOException, SQLException {
        if (Files.exists(database.wal()) && Files.size(database.wal()) > 0) {
            throw new LogOpenException(
                    "The event log " + file + " is gone but its write-ahead file " + database.wal()
                            + " is there: bring the log back, or move that file away to begin an empty log.",
                    null);
        }
        if (Files.exists(database.restoring())) {
            throw new LogOpenException(
                    "A restore of the event log " + file + " was broken off: run bin/relay restore again, or delete "
                            + database.restoring() + " to begin an empty log.",
                    null);
        }
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        DataFolder.ownFile(fresh);
        try (Connection connection = Database.open(fresh);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA page_size=" + Database.PAGE_BYTES);
            statement.execute("PRAGMA auto_vacuum=INCREMENTAL");
            statement.execute("PRAGMA journal_mode=DELETE");
            statement.execute("VACUUM");
        }
        Schema.migrate(fresh);
        name(fresh, now);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void name(Path fresh, long now) throws SQLException {
        try (Connection connection = Database.open(fresh)) {
            try (PreparedStatement insert =
                    connection.prepareStatement("INSERT INTO log (only_row, id, born_at) VALUES (1, ?, ?)")) {
                insert.setString(1, UUID.randomUUID().toString());
                insert.setLong(2, now);
                insert.executeUpdate();
            }
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA journal_mode=WAL");
            }
        }
    }
}
