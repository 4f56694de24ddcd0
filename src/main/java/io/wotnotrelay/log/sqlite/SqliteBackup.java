package io.wotnotrelay.log.sqlite;

import io.wotnotrelay.config.OneLine;
import io.wotnotrelay.config.Settings;
import io.wotnotrelay.log.Backup;
import io.wotnotrelay.log.BackupException;
import io.wotnotrelay.log.LogOpenException;
import io.wotnotrelay.log.copy.Mark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;

/** Takes a backup of a log, whether a relay is running on it or not. Nothing of the log is changed. */
public final class SqliteBackup {
    private final Database source;
    private final Settings.Store store;
    private final Clock clock;
    private final String relay;

    /**
     * @param data the data folder
     * @param relay the version of this relay, to be written into the backup
     */
    public SqliteBackup(Path data, Settings.Store store, Clock clock, String relay) {
        this.source = Database.of(data, store);
        this.store = store;
        this.clock = clock;
        this.relay = relay;
    }

    /**
     * Writes the backup, checks it, and only then gives it its name.
     *
     * @param replace whether a file of this name may be replaced
     * @param besides small files of the data folder that it shall carry, by name
     * @throws BackupException where that cannot be done; then there is no file of this name, or the one of before
     */
    public Backup take(Path target, boolean replace, Map<String, byte[]> besides) {
        if (Files.notExists(source.file())) {
            throw new BackupException("There is no event log " + source.file()
                    + ": nothing to back up. Set relay.data to the relay's data folder.");
        }
        refuseInPlace(target);
        refuseHalfCopied();
        String newer = newer();
        if (newer != null) {
            throw new BackupException("The event log " + source.file() + " was written by a newer relay (its tables are"
                    + " version " + newer + "): take the backup with that relay.");
        }
        try (NewFile file = NewFile.begin(target, replace)) {
            write(file.partial(), besides);
            Backup backup = checked(file.partial());
            file.finish();
            return backup.named(target);
        } catch (IOException e) {
            throw new BackupException("The backup " + target + " cannot be written (" + e + ").", e);
        }
    }

    private void refuseInPlace(Path target) {
        Path folder = source.file().toAbsolutePath().normalize().getParent();
        if (folder.equals(target.toAbsolutePath().normalize().getParent())) {
            throw new BackupException(
                    "The backup " + target + " would lie among the relay's own files. Name another folder for it.");
        }
    }

    /** It would be restored as if it were whole. */
    private void refuseHalfCopied() {
        try (Connection log = source.looking()) {
            Mark.refuse(FileReading.id(log), source.file().toString());
        } catch (LogOpenException e) {
            throw new BackupException(e.getMessage(), e);
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    private String newer() {
        try {
            return Schema.newer(source);
        } catch (RuntimeException e) {
            throw unreadable(e);
        }
    }

    private void write(Path partial, Map<String, byte[]> besides) throws IOException {
        DiskRoom room = DiskRoom.in(partial.toAbsolutePath().getParent(), source.file(), store.minFree());
        try (Connection log = source.looking()) {
            room.require(Shrinking.usedBytes(log) * 21 / 20);
        } catch (SQLException e) {
            throw unreadable(e);
        }
        try (CopyPace pace = new CopyPace(partial, room);
                LogCopy copy = new LogCopy(source, partial, pace)) {
            copy.run(connection -> BackupLabel.write(connection, relay, clock.millis(), besides));
        } catch (SQLException e) {
            throw FileFaults.kind(e) == FileFaults.Kind.FULL ? room.refusal("it is full") : unreadable(e);
        }
    }

    private BackupException unreadable(Exception e) {
        return new BackupException(
                "The event log " + source.file() + " cannot be copied (" + OneLine.of(String.valueOf(e.getMessage()))
                        + "); no backup was made.",
                e);
    }

    private static Backup checked(Path partial) throws IOException {
        try (Connection connection = new Database(partial).looking()) {
            String fault = Integrity.fault(connection);
            if (fault != null) {
                throw new IOException("what was written is damaged: " + fault);
            }
            return BackupLabel.read(connection, partial);
        } catch (SQLException e) {
            throw new IOException("what was written cannot be read: " + e.getMessage(), e);
        }
    }
}
