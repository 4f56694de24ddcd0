package io.wotnotrelay.log.sqlite;

import io.wotnotrelay.config.Settings;
import io.wotnotrelay.log.Backup;
import io.wotnotrelay.log.BackupException;
import io.wotnotrelay.log.RestorePlan;
import io.wotnotrelay.log.Restored;
import io.wotnotrelay.log.sql.DataFolder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Brings a backup back as the event log of a data folder. */
public final class SqliteRestore {
    private final Path data;
    private final Database log;
    private final Settings.Store store;
    private final Clock clock;

    /** @param data the data folder; made when it is missing */
    public SqliteRestore(Path data, Settings.Store store, Clock clock) {
        this.data = data;
        this.log = Database.of(data, store);
        this.store = store;
        this.clock = clock;
    }

    /**
     * What would be done; changes nothing.
     *
     * @throws BackupException where the file is no backup, is damaged, or was written by a newer relay
     */
    public RestorePlan plan(Path file) {
        BackupFile from = new BackupFile(file);
        Backup backup = from.look();
        try (Connection then = from.open()) {
            return new Comparison(backup, then, log).plan();
        } catch (SQLException e) {
            throw new BackupException("The backup " + file + " cannot be read (" + e.getMessage() + ").", e);
        }
    }

    /**
     * Restores. A log that is there is put aside under another name, its index thrown away. Small files that are there
     * are left as they are.
     *
     * @param replace whether a log that is there may be put aside
     * @param besides names of the small files to bring back
     * @throws BackupException where it cannot be done
     * @throws io.wotnotrelay.log.LogOpenException where a relay runs on the data folder
     */
    public Restored carryOut(RestorePlan plan, boolean replace, List<String> besides) {
        try (DataFolder folder = DataFolder.hold(data)) {
            Exchange exchange = new Exchange(data, log, clock);
            if (exchange.needed() && !replace) {
                throw new BackupException("There is an event log in " + folder.folder()
                        + " already; nothing was changed. To put it aside and restore, add --force.");
            }
            Map<String, byte[]> carried = prepare(plan.backup().file());
            carried.keySet().retainAll(besides);
            List<String> written = new ArrayList<>();
            List<String> kept = new ArrayList<>();
            bringBack(carried, written, kept);
            return new Restored(exchange.run(), written, kept);
        } catch (IOException e) {
            throw new BackupException("The backup cannot be restored to " + data + " (" + e + ").", e);
        }
    }

    /** Makes a log of a copy of the backup, under another name; gives the small files it carried. */
    private Map<String, byte[]> prepare(Path backup) throws IOException {
        Path fresh = log.restoring();
        Files.deleteIfExists(fresh);
        Path folder = log.file().toAbsolutePath().getParent();
        DiskRoom.in(folder, log.file(), store.minFree()).require(Files.size(backup));
        try (OutputStream out = Files.newOutputStream(DataFolder.ownFile(fresh))) {
            Files.copy(backup, out);
        }
        Map<String, byte[]> carried;
        try (Connection connection = Database.open(fresh)) {
            carried = becomeLog(connection);
        } catch (SQLException e) {
            throw new IOException("the copy of it cannot be used: " + e.getMessage(), e);
        }
        NewFile.sync(fresh);
        return carried;
    }

    private static Map<String, byte[]> becomeLog(Connection connection) throws SQLException {
        String fault = Integrity.fault(connection);
        if (fault != null) {
            throw new SQLException(fault);
        }
        Map<String, byte[]> carried = BackupLabel.besides(connection);
        BackupLabel.takeOff(connection, UUID.randomUUID().toString());
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode=WAL");
        }
        return carried;
    }

    private void bringBack(Map<String, byte[]> carried, List<String> written, List<String> kept) throws IOException {
        for (Map.Entry<String, byte[]> one : carried.entrySet()) {
            Path file = data.resolve(one.getKey());
            if (Files.notExists(file)) {
                write(file, one.getValue());
                written.add(one.getKey());
            } else if (!Arrays.equals(Files.readAllBytes(file), one.getValue())) {
                kept.add(one.getKey());
            }
        }
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        try (NewFile fresh = NewFile.begin(file, false)) {
            Files.write(fresh.partial(), bytes);
            fresh.finish();
        }
    }
}
