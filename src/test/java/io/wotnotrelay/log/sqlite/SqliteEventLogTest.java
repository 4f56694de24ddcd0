package io.wotnotrelay.log.sqlite;

import static io.wotnotrelay.log.Items.append;
import static io.wotnotrelay.log.Items.await;
import static io.wotnotrelay.log.Items.item;
import static io.wotnotrelay.log.Items.receipt;
import static io.wotnotrelay.log.Items.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.wotnotrelay.config.Settings;
import io.wotnotrelay.log.Appended;
import io.wotnotrelay.log.EventLog.Health;
import io.wotnotrelay.log.EventLog.Start;
import io.wotnotrelay.log.JobContract;
import io.wotnotrelay.log.LaneRecord;
import io.wotnotrelay.log.LogOpenException;
import io.wotnotrelay.log.LogStore;
import io.wotnotrelay.log.Settlement;
import io.wotnotrelay.log.StoreUnavailableException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteEventLogTest extends JobContract {
    private final FaultyStatements.Faults faults = new FaultyStatements.Faults();

    @TempDir
    Path folder;

    private volatile long free = Long.MAX_VALUE;
    private long minFree;

    @Override
    protected LogStore open(Settings.Dedup window) {
        return new Opening(data(), new Settings.Store("jdbc:sqlite:" + file(), minFree), window, clock)
                .with((c, wal) -> new FaultyStatements(c, wal, faults))
                .with((DiskWatch.FreeSpace) () -> free)
                .open();
    }

    private Path data() {
        return folder.resolve("data");
    }

    private Path file() {
        return data().resolve("relay.db");
    }

    @Override
    protected void fail(boolean failing) {
        faults.failing = failing;
    }

    @Override
    protected CompletableFuture<Void> holdCommits() {
        CompletableFuture<Void> gate = new CompletableFuture<>();
        faults.held = false;
        faults.gate = gate;
        log.pause(-1, false);
        await().until(() -> faults.held);
        return gate;
    }

    private void sql(String text) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(text);
        }
    }

    @Test
    void aSecondRelayOnTheFolderIsRefused() {
        assertThatThrownBy(() -> open(dedup))
                .isInstanceOf(LogOpenException.class)
                .hasMessageContaining("Another relay is running")
                .hasMessageContaining(data().toString());
        assertThat(append(log, "a").stored()).isEqualTo(1);
    }

    @Test
    void theFolderAndItsFilesAreForThisUserAlone() throws IOException {
        append(log, "a");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data())))
                .isEqualTo("rwx------");
        try (var files = Files.list(data())) {
            List<Path> all = files.toList();
            assertThat(all)
                    .extracting(p -> p.getFileName().toString())
                    .contains("relay.db", "relay.db-wal", "relay.db-shm", "relay.lock");
            for (Path each : all) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
                        .as(each.toString())
                        .isEqualTo("rw-------");
            }
        }
    }

    @Test
    void anOrderlyStopLeavesNoWriteAheadLog() {
        append(log, "a");
        log.close();
        assertThat(data().resolve("relay.db-wal")).doesNotExist();
        log = open(dedup);
    }

    @Test
    void aDamagedFileStopsTheStartAndIsLeftAsItIs() throws Exception {
        append(log, IntStream.range(0, 500).mapToObj(i -> "x".repeat(300) + i).toArray(String[]::new));
        log.close();
        try (RandomAccessFile damage = new RandomAccessFile(file().toFile(), "rw")) {
            damage.seek(damage.length() / 2 / 8192 * 8192);
            damage.write(new byte[16_384]);
        }
        byte[] before = Files.readAllBytes(file());
        assertThatThrownBy(() -> open(dedup))
                .isInstanceOf(LogOpenException.class)
                .hasMessageContaining(file() + " is damaged")
                .hasMessageContaining("restore")
                .hasMessageNotContaining("\n");
        assertThat(Files.readAllBytes(file())).isEqualTo(before);
    }

    @Test
    void aFileThatIsNoDatabaseStopsTheStart() throws Exception {
        log.close();
        Files.writeString(file(), "this is not a database, and it is longer than a hundred bytes".repeat(4));
        assertThatThrownBy(() -> open(dedup))
                .isInstanceOf(LogOpenException.class)
                .hasMessageContaining("damaged");
    }

    @Test
    void anEmptyFileIsNotANewLog() throws Exception {
        log.close();
        Files.write(file(), new byte[0]);
        assertThatThrownBy(() -> open(dedup))
                .isInstanceOf(LogOpenException.class)
                .hasMessageContaining("empty");
    }

    @Test
    void aWriteAheadLogWithoutItsLogIsNotANewLog() throws Exception {
        log.close();
        Files.delete(file());
        Files.write(data().resolve("relay.db-wal"), new byte[100]);
        assertThatThrownBy(() -> open(dedup))
                .isInstanceOf(LogOpenException.class)
                .hasMessageContaining("gone");
    }

    @Test
    void aNewerSchemaStopsTheStartWithOneLine() throws Exception {
        log.close();
        sql(
                "INSERT INTO flyway_schema_history SELECT 99, '99', 'future', type, 'V99__future.sql', checksum, installed_by,"
                        + " installed_on, execution_time, success FROM flyway_schema_history WHERE installed_rank = 1");
        assertThatThrownBy(() -> open(dedup))
                .isInstanceOf(LogOpenException.class)
                .hasMessageContaining("newer relay")
                .hasMessageContaining("99");
    }

    @Test
    void aCursorPastTheHeadStopsTheStart() throws Exception {
        append(log, "a");
        log.lane("mail", new Start.Now());
        log.close();
        sql("UPDATE lane SET cursor = 7");
        assertThatThrownBy(() -> open(dedup))
                .isInstanceOf(LogOpenException.class)
                .hasMessageContaining("mail")
                .hasMessageContaining("7");
    }

    @Test
    void aFullDiskRefusesEventsAndRecoversByItself() {
        append(log, "before");
        faults.pragma = "PRAGMA max_page_count=60";
        reopen();
        String[] many =
                IntStream.range(0, 50).mapToObj(i -> "y".repeat(20_000) + i).toArray(String[]::new);
        assertThatThrownBy(() -> append(log, many))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("is full");
        assertThat(log.head()).isEqualTo(1);
        faults.pragma = null;
        await().until(() -> log.health().takesEvents());
        assertThat(append(log, many)).isEqualTo(new Appended(51, 50, 0));
        assertThat(log.find(51).orElseThrow().raw()).hasSize(20_002);
    }

    @Test
    void whatLanesHaveDoneIsWrittenAlthoughTheEventsNoLongerFit() {
        append(log, "a");
        LaneRecord lane = log.lane("mail", new Start.Beginning());
        faults.pragma = "PRAGMA max_page_count=60";
        reopen();
        CompletableFuture<Void> go = holdCommits();
        var events = log.append(receipt(1), List.of(item("big", new byte[2_000_000])));
        var settled = log.settle(new Settlement(lane.id(), 1, List.of(), List.of(), List.of()));
        go.complete(null);
        assertThatThrownBy(() -> await(events)).isInstanceOf(StoreUnavailableException.class);
        await(settled);
        assertThat(log.lanes().get(0).cursor()).isEqualTo(1);
    }

    @Test
    void aReadOnlyFileRefusesEventsAndRecoversByItself() {
        faults.pragma = "PRAGMA query_only=1";
        reopen();
        assertThatThrownBy(() -> append(log, "a"))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("cannot be written");
        assertThat(log.health().cause()).contains("make the file and its disk writable");
        faults.pragma = null;
        await().until(() -> log.health().takesEvents());
        assertThat(append(log, "a").stored()).isEqualTo(1);
    }

    @Test
    void anErrorInTheWriterLeavesNobodyWaiting() {
        faults.error = new OutOfMemoryError("injected");
        assertThatThrownBy(() -> append(log, "a")).isInstanceOf(StoreUnavailableException.class);
        faults.error = null;
        assertThat(append(log, "a").stored()).isEqualTo(1);
    }

    @Test
    void belowTheFreeSpaceLimitOnlyEventsAreRefused() {
        append(log, "a");
        LaneRecord lane = log.lane("mail", new Start.Beginning());
        minFree = 512 << 20;
        free = 100 << 20;
        reopen();
        assertThatThrownBy(() -> append(log, "b"))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("relay.store.min-free");
        assertThat(log.health().takesEvents()).isFalse();
        await(log.settle(new Settlement(lane.id(), 1, List.of(), List.of(), List.of())));
        await(log.prune(1));
        assertThat(log.read(0, 5)).isEmpty();
        free = 600 << 20;
        await().until(() -> log.health().equals(new Health(true, null)));
        assertThat(append(log, "b").stored()).isEqualTo(1);
    }

    @Test
    void aCommitThatWasReportedAsFailedButIsOnDiskCounts() throws Exception {
        append(log, "a");
        faults.failing = true;
        assertThatThrownBy(() -> append(log, "b")).isInstanceOf(StoreUnavailableException.class);
        CompletableFuture<Void> gate = new CompletableFuture<>();
        faults.gate = gate;
        sql("INSERT INTO event VALUES (2, 5, 6, 'k', x'000102030405060708090a0b0c0d0e0f', x'41')");
        sql("INSERT INTO intake VALUES (2, 5, 2, 6, 99, x'', x'000102030405060708090a0b0c0d0e0f')");
        faults.failing = false;
        faults.error = new AssertionError("so that the connection is opened again");
        gate.complete(null);
        assertThatThrownBy(() -> append(log, "c")).isInstanceOf(StoreUnavailableException.class);
        faults.error = null;
        assertThat(append(log, "d").lastSeq()).isEqualTo(3);
        assertThat(texts(log.read(0, 9))).containsExactly("a", "A", "d");
    }

    @Test
    void theWriteAheadLogDoesNotGrowForEver() {
        byte[] big = new byte[1 << 20];
        for (int i = 0; i < 300; i++) {
            big[0] = (byte) i;
            big[1] = (byte) (i >> 8);
            await(log.append(receipt(1), List.of(item("big", big.clone()))));
        }
        assertThat(log.meters().walBytes()).isLessThan(280L << 20);
        assertThat(log.meters().appended()).isEqualTo(300);
        assertThat(log.meters().commits()).isGreaterThanOrEqualTo(300);
    }

    @Test
    void prunedSpaceIsGivenBack() throws IOException {
        for (int i = 0; i < 100; i++) {
            byte[] big = new byte[1 << 20];
            big[0] = (byte) i;
            await(log.append(receipt(1), List.of(item("big", big))));
        }
        await(log.prune(100));
        log.close();
        assertThat(Files.size(file())).isLessThan(70L << 20);
        log = open(dedup);
        assertThat(log.head()).isEqualTo(100);
    }
}
