package io.wotnotrelay.conversation;

import io.wotnotrelay.log.copy.ContextFiles;
import io.wotnotrelay.log.derived.DerivedFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.sqlite.SQLiteConfig;

/** {@code context.db} of a data folder, for the log that is copied from a file or to one. */
public final class ContextCopies implements ContextFiles {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final List<String> PARTS = List.of("", "-wal", "-shm");
    private static final int DIGEST = 2;

    private final Path file;
    private final Path fresh;
    private final Clock clock;

    /** @param data the data folder */
    public ContextCopies(Path data, Clock clock) {
        this.file = data.resolve(ContextFile.NAME);
        this.fresh = data.resolve(ContextFile.NAME + ".migrating");
        this.clock = clock;
    }

    @Override
    public Connection read(String log) throws SQLException {
        if (Files.notExists(file)) {
            return null;
        }
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout(5000);
        Connection connection = config.createConnection("jdbc:sqlite:" + file);
        try {
            if (isWhole(connection, log)) {
                return connection;
            }
        } catch (SQLException e) {
            if (!DerivedFile.isDamage(e)) {
                connection.close();
                throw e;
            }
        }
        connection.close();
        return null;
    }

    private static boolean isWhole(Connection connection, String log) throws SQLException {
        return answer(connection, "PRAGMA user_version").equals(Integer.toString(ContextFile.SHAPE.version()))
                && answer(connection, "SELECT log FROM state").equals(log)
                && answer(connection, "PRAGMA quick_check(1)").equals("ok");
    }

    private static String answer(Connection connection, String question) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(question)) {
            return row.next() ? row.getString(1) : "";
        }
    }

    @Override
    public Connection create(String log) throws SQLException {
        return new DerivedFile(fresh, new DerivedFile.Owner(log, () -> 1, () -> 0), ContextFile.SHAPE).create();
    }

    @Override
    public void added(Connection created, Iterable<Object[]> rows) throws SQLException {
        List<long[]> places = new ArrayList<>();
        for (Object[] row : rows) {
            places.add(new long[] {KeyDigest.hash((byte[]) row[DIGEST]), (Long) row[0]});
        }
        places.sort(Comparator.comparingLong(place -> place[0]));
        try (PreparedStatement insert = created.prepareStatement("INSERT INTO by_conversation VALUES (?, ?)")) {
            for (long[] place : places) {
                insert.setLong(1, place[0]);
                insert.setLong(2, place[1]);
                insert.executeUpdate();
            }
        }
    }

    @Override
    public void finish() {
        String aside = ContextFile.NAME + ".before-" + TIME.format(clock.instant());
        try {
            for (String part : PARTS) {
                Path there = file.resolveSibling(file.getFileName() + part);
                if (Files.exists(there)) {
                    Files.move(there, file.resolveSibling(aside + part), StandardCopyOption.REPLACE_EXISTING);
                }
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("What is known of conversations cannot be put into " + file + ".", e);
        }
    }
}
