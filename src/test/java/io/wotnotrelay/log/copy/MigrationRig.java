package io.wotnotrelay.log.copy;

import static io.wotnotrelay.log.Items.await;
import static io.wotnotrelay.log.Items.item;
import static io.wotnotrelay.log.Items.receipt;
import static org.assertj.core.api.Assertions.assertThat;

import io.wotnotrelay.config.Settings;
import io.wotnotrelay.conversation.ContextCopies;
import io.wotnotrelay.log.HandClock;
import io.wotnotrelay.log.Job;
import io.wotnotrelay.log.JobProgress;
import io.wotnotrelay.log.LaneRecord;
import io.wotnotrelay.log.LogStore;
import io.wotnotrelay.log.NewEvent;
import io.wotnotrelay.log.NewJob;
import io.wotnotrelay.log.Outcome;
import io.wotnotrelay.log.Parked;
import io.wotnotrelay.log.SeqSet;
import io.wotnotrelay.log.Settlement;
import io.wotnotrelay.log.postgres.PostgresEventLog;
import io.wotnotrelay.log.postgres.PostgresServer;
import io.wotnotrelay.log.postgres.PostgresSource;
import io.wotnotrelay.log.postgres.PostgresTarget;
import io.wotnotrelay.log.sqlite.SqliteEventLog;
import io.wotnotrelay.log.sqlite.SqliteSource;
import io.wotnotrelay.log.sqlite.SqliteTarget;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** A log with everything in it, stores to copy it to, and a way to see all rows that does not use what is tested. */
final class MigrationRig {
    static final Settings.Store FILE = new Settings.Store(null, 0);
    static final Settings.Dedup DEDUP = new Settings.Dedup(Duration.ofHours(48), 10_000);
    /** Half a surrogate pair, a backslash, U+0000. */
    static final String HOSTILE = "\ud83d \\u0041 \\ \0 \ude00 é";

    static final Progress SILENT = (phase, table, done, total) -> {};
    private static final List<String> TABLES = List.of(
            "event",
            "intake",
            "lane",
            "outcome",
            "parked",
            "dead_letter",
            "kept_event",
            "job",
            "job_event",
            "intent",
            "sqlite_sequence");

    final HandClock clock = new HandClock();
    private final Path folder;

    MigrationRig(Path folder) {
        this.folder = folder;
    }

    Path data(String name) {
        return folder.resolve(name);
    }

    Path file(String name) {
        return data(name).resolve("relay.db");
    }

    LogStore open(String name) {
        return SqliteEventLog.open(data(name), FILE, DEDUP, clock);
    }

    LogStore open(Settings.Store database) {
        return PostgresEventLog.open(data("replica"), database, DEDUP, clock);
    }

    ContextCopies contexts(String name) {
        return new ContextCopies(data(name), clock);
    }

    Migrated toDatabase(String from, Settings.Store to) {
        return toDatabase(from, to, false, SILENT, () -> {});
    }

    Migrated toDatabase(String from, Settings.Store to, boolean restart, Progress progress, Runnable harm) {
        try (Source source = SqliteSource.open(data(from), FILE, contexts(from));
                Target target = PostgresTarget.open(to)) {
            return new Migration(source, target, progress).beforeCheck(harm).run(restart);
        }
    }

    Migrated toFile(Settings.Store from, String to) {
        return toFile(from, to, false, SILENT, () -> {});
    }

    Migrated toFile(Settings.Store from, String to, boolean restart, Progress progress, Runnable harm) {
        assertThat(data(to).toFile().mkdirs() || data(to).toFile().isDirectory())
                .isTrue();
        try (Source source = PostgresSource.open(from);
                Target target = SqliteTarget.open(data(to), FILE, contexts(to), clock)) {
            return new Migration(source, target, progress).beforeCheck(harm).run(restart);
        }
    }

    /** A progress that breaks the copy off once so many rows are gone. */
    static Progress brokenOffAfter(long rows) {
        return (phase, table, done, total) -> {
            if (phase == Progress.Phase.COPY && done >= rows) {
                throw new BrokenOff();
            }
        };
    }

    static final class BrokenOff extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** A log in which there is at least one row of every kind, and a lane and events that are gone. */
    String fill(String name) throws SQLException {
        String id;
        try (LogStore log = open(name)) {
            id = log.id();
            for (int i = 1; i <= 30; i++) {
                clock.move(Duration.ofSeconds(1));
                await(log.append(receipt(2), List.of(hostile(i), hostile(i % 7))));
            }
            log.note(receipt(0));
            LaneRecord mail = log.lane("mail", new LogStore.Start.Beginning());
            LaneRecord sheet = log.lane("sheet", new LogStore.Start.Now());
            await(log.forget(log.lane("gone", new LogStore.Start.Now()).id()));
            await(log.pause(sheet.id(), true));
            settle(log, mail);
            job(log, sheet);
            await(log.prune(8));
        }
        context(name, id);
        return id;
    }

    /** Each page of these is about as large as a page may be, so that there are several. */
    void large(String name, int events) {
        try (LogStore log = open(name)) {
            for (int i = 0; i < events; i++) {
                byte[] raw = new byte[3 << 20];
                raw[0] = (byte) i;
                await(log.append(receipt(1), List.of(item("message", raw))));
            }
        }
    }

    static NewEvent hostile(int n) {
        return item(
                "message\u001f" + HOSTILE + n,
                ("{\"n\":" + n + ",\"a\":\"\0 \\ud83d\"}").getBytes(StandardCharsets.UTF_8));
    }

    private static void settle(LogStore log, LaneRecord mail) {
        List<Outcome> outcomes = new ArrayList<>();
        for (long seq = 1; seq <= 20; seq++) {
            outcomes.add(new Outcome(seq, seq == 3 ? Outcome.Result.DEAD : Outcome.Result.DELIVERED, 200, 12, 1, null));
        }
        List<Parked> parked = List.of(
                new Parked(3, Parked.State.DEAD, HOSTILE, 12, 99_000, 1_500, 422, HOSTILE),
                new Parked(5, Parked.State.RETRYING, HOSTILE, 3, 99_000, 1_500, 503, HOSTILE),
                new Parked(21, Parked.State.RETRYING, null, 1, 5, 0, 0, null));
        await(log.settle(new Settlement(
                mail.id(),
                22,
                outcomes,
                parked,
                List.of(),
                List.of(5L),
                HOSTILE,
                new Settlement.Intents(List.of(23L, 24L), List.of()))));
        await(log.settle(new Settlement(
                mail.id(),
                22,
                List.of(new Outcome(25, Outcome.Result.FILTERED, 0, 1, 1, HOSTILE)),
                List.of(),
                List.of())));
    }

    private static void job(LogStore log, LaneRecord lane) {
        SeqSet seqs = new SeqSet();
        for (long seq = 9; seq < 30; seq += 3) {
            seqs.add(seq);
        }
        Job.Order order =
                new Job.Order(Job.Kind.BACKFILL, "{\"asked\":\"" + HOSTILE + "\"}", true, false, 60, 1_000, 30, 7);
        Job job = await(log.jobs().add(new NewJob(lane.id(), order, 10, 3, 2, seqs)));
        Job.Progress progress = new Job.Progress(9, 1, 3, 0, 0, 0, 2, List.of());
        await(log.settle(new Settlement(
                lane.id(),
                0,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                Settlement.Intents.NONE,
                new JobProgress(job.id(), Job.State.RUNNING, HOSTILE, progress))));
    }

    private void context(String name, String log) throws SQLException {
        ContextCopies contexts = contexts(name);
        try (Connection file = contexts.create(log);
                PreparedStatement insert = file.prepareStatement("INSERT INTO context VALUES (?, ?, ?, ?)");
                Statement state = file.createStatement()) {
            List<Object[]> rows = new ArrayList<>();
            for (long seq = 2; seq < 20; seq += 4) {
                byte[] digest = new byte[16];
                digest[0] = (byte) (200 - seq);
                rows.add(new Object[] {
                    seq, 1_000L, digest, ("{\"name\":\"" + seq + "\"}").getBytes(StandardCharsets.UTF_8)
                });
            }
            for (Object[] row : rows) {
                for (int i = 0; i < row.length; i++) {
                    insert.setObject(i + 1, row[i]);
                }
                insert.executeUpdate();
            }
            contexts.added(file, rows);
            state.executeUpdate("UPDATE state SET cursor = 31");
        }
        contexts.finish();
    }

    /** All rows of a log in a file and of its context, and what the log was born with. */
    List<String> rows(String name) throws SQLException {
        List<String> all = new ArrayList<>();
        for (String table : TABLES) {
            all.addAll(rows(file(name), table, "SELECT * FROM " + table + " ORDER BY 1, 2"));
        }
        all.addAll(rows(file(name), "log", "SELECT born_at FROM log"));
        Path context = data(name).resolve("context.db");
        for (String table : List.of("context", "by_conversation")) {
            all.addAll(rows(context, table, "SELECT * FROM " + table + " ORDER BY 1, 2"));
        }
        all.addAll(rows(context, "state", "SELECT cursor FROM state"));
        return all;
    }

    private static List<String> rows(Path file, String table, String question) throws SQLException {
        List<String> all = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(question)) {
            while (row.next()) {
                StringBuilder line = new StringBuilder(table);
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    Object value = row.getObject(i);
                    line.append('|')
                            .append(
                                    value instanceof byte[] some
                                            ? "x" + HexFormat.of().formatHex(some)
                                            : value);
                }
                all.add(line.toString());
            }
        }
        return all;
    }

    static void sql(Path file, String text) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(text);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static PostgresServer server() {
        return PostgresServer.shared();
    }

    /** The schema that a store of {@link PostgresServer#database} is in. */
    static String schema(Settings.Store database) {
        return database.url().substring(database.url().indexOf("currentSchema=") + "currentSchema=".length());
    }
}
