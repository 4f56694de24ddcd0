package io.wotnotrelay.log.sqlite;

import io.wotnotrelay.config.OneLine;
import io.wotnotrelay.log.Backup;
import io.wotnotrelay.log.BackupException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;

/** A file that is said to be a backup: looked at whole before anything is done with it. */
final class BackupFile {
    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

    /** Where SQLite writes how the file is to be written: 1 for a backup, 2 for a log in use. */
    private static final int WRITE_VERSION = 18;

    private final Path file;

    BackupFile(Path file) {
        this.file = file;
    }

    /** @throws BackupException where it is no backup, or damaged, or of a newer relay */
    Backup look() {
        try {
            refuseOtherFiles();
            try (Connection connection = open()) {
                refuseDamaged(connection);
                refuseNewer();
                return BackupLabel.read(connection, file);
            }
        } catch (SQLException e) {
            throw damaged(e.getMessage(), e);
        } catch (IOException e) {
            throw new BackupException("The backup " + file + " cannot be read (" + e + ").", e);
        }
    }

    Connection open() throws SQLException {
        return new Database(file).looking();
    }

    private void refuseOtherFiles() throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new BackupException("There is no backup " + file + ".");
        }
        byte[] start;
        try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(100);
        }
        if (start.length < 100 || !Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw notOne();
        }
        if (start[WRITE_VERSION] != 1) {
            throw new BackupException(
                    file + " is an event log in use, not a backup: take one of it with bin/relay backup.");
        }
    }

    private void refuseDamaged(Connection connection) throws SQLException {
        if (!BackupLabel.isThere(connection)) {
            throw notOne();
        }
        String fault = Integrity.fault(connection);
        if (fault != null) {
            throw damaged(fault, null);
        }
    }

    private void refuseNewer() {
        String newer = Schema.newer(new Database(file));
        if (newer != null) {
            throw new BackupException("The backup " + file + " was written by a newer relay (its tables are version "
                    + newer + "): restore it with that relay.");
        }
    }

    private BackupException notOne() {
        return new BackupException(file + " is not a backup that bin/relay backup has made.");
    }

    private BackupException damaged(String how, Throwable cause) {
        return new BackupException(
                "The backup " + file + " is damaged (" + OneLine.of(how) + "): nothing was changed; take another one.",
                cause);
    }
}
