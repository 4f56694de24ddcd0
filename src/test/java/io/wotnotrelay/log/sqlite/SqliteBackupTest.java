package io.wotnotrelay.log.sqlite;

import static io.wotnotrelay.log.Items.append;
import static io.wotnotrelay.log.Items.await;
import static io.wotnotrelay.log.Items.texts;
import static io.wotnotrelay.log.sqlite.BackupRig.park;
import static io.wotnotrelay.log.sqlite.BackupRig.settle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wotnotrelay.config.Settings;
import io.wotnotrelay.log.Backup;
import io.wotnotrelay.log.BackupException;
import io.wotnotrelay.log.EventLog.Start;
import io.wotnotrelay.log.Items;
import io.wotnotrelay.log.LaneRecord;
import io.wotnotrelay.log.LogStore;
import io.wotnotrelay.log.Parked.State;
import io.wotnotrelay.log.StoredEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteBackupTest {
    @TempDir
    Path folder;

    private BackupRig rig;

    @BeforeEach
    void rig() {
        rig = new BackupRig(folder);
    }

    @Test
    void aBackupHoldsAllThatALogRemembers() {
        try (LogStore log = rig.open("data")) {
            append(log, "a", "b", "c", "d");
            LaneRecord mail = log.lane("mail", new Start.Beginning());
            LaneRecord sheet = log.lane("sheet", new Start.Beginning());
            LaneRecord gone = log.lane("gone", new Start.Beginning());
            settle(log, mail, 2, 1, 4);
            settle(log, gone, 1, 1);
            settle(log, sheet, 4, 1, 2);
            park(log, mail, 2, State.RETRYING);
            park(log, sheet, 1, State.DEAD);
            await(log.pause(sheet.id(), true));
            await(log.forget(gone.id()));
            await(log.prune(2));

            rig.restore(rig.backup("data", "b.db"), "other");

            try (LogStore other = rig.open("other")) {
                assertThat(texts(other.read(0, 10))).containsExactly("c", "d");
                assertThat(other.head()).isEqualTo(4);
                assertThat(other.find(1).map(Items::text))
                        .as("kept for its dead letter")
                        .contains("a");
                assertThat(other.lanes()).isEqualTo(log.lanes());
                assertThat(other.totals(mail.id())).isEqualTo(log.totals(mail.id()));
                assertThat(other.parked(mail.id())).isEqualTo(log.parked(mail.id()));
                assertThat(other.dead(sheet.id(), 0, 10)).isEqualTo(log.dead(sheet.id(), 0, 10));
                assertThat(other.settledPastCursor(mail.id())).containsExactly(4);
                assertThat(other.outcomes(mail.id(), 1, 4)).isEqualTo(log.outcomes(mail.id(), 1, 4));
                assertThat(other.receipts(Long.MAX_VALUE, 10)).isEqualTo(log.receipts(Long.MAX_VALUE, 10));
                assertThat(append(other, "a").duplicates()).as("seen before").isEqualTo(1);
                assertThat(other.lane("new", new Start.Now()).id())
                        .as("a number of a forgotten lane is not given again")
                        .isEqualTo(4);
            }
        }
    }

    @Test
    void aBackupIsTheLogAsOfOneMomentWhileItIsWrittenAndPruned() throws Exception {
        try (LogStore log = rig.open("data")) {
            AtomicBoolean over = new AtomicBoolean();
            LaneRecord lane = log.lane("mail", new Start.Beginning());
            // each is a table's part of its own, so that there is time between the first and the last of a moment
            IntStream.range(0, 200).forEach(n -> log.lane("idle-" + n, new Start.Now()));
            CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
                for (int n = 0; !over.get(); n++) {
                    int number = n;
                    append(
                            log,
                            IntStream.range(0, 50)
                                    .mapToObj(i -> number + "-" + i)
                                    .toArray(String[]::new));
                    long head = log.head();
                    // each event is settled in the commit that moves the cursor to it, so the two always agree
                    settle(
                            log,
                            lane,
                            head,
                            LongStream.rangeClosed(head - 49, head).toArray());
                    if (n % 5 == 0) {
                        await(log.prune(head - 3_000));
                    }
                    LockSupport.parkNanos(5_000_000); // at most 10,000 events/s, or the outcomes fill the heap
                }
            });
            for (int n = 0; n < 8; n++) {
                long before = log.head();
                Backup backup = rig.backup("data", "b" + n + ".db");
                assertThat(backup.head()).isBetween(before, log.head());
                String other = "other" + n;
                rig.restore(backup, other);
                try (LogStore restored = rig.open(other)) {
                    holdsTogether(restored, backup);
                }
            }
            over.set(true);
            writing.join();
        }
    }

    private static void holdsTogether(LogStore log, Backup backup) {
        long[] seqs = Stream.iterate(
                        log.read(0, 1_000),
                        page -> !page.isEmpty(),
                        page -> log.read(page.get(page.size() - 1).seq(), 1_000))
                .flatMap(List::stream)
                .mapToLong(StoredEvent::seq)
                .toArray();
        assertThat(seqs)
                .containsExactly(
                        LongStream.rangeClosed(backup.first(), backup.head()).toArray())
                .hasSize((int) backup.events());
        LaneRecord lane = log.lanes().get(0);
        assertThat(lane.cursor()).isBetween(backup.head() - 50, backup.head());
        assertThat(log.totals(lane.id()).delivered()).isEqualTo(lane.cursor());
        assertThat(log.outcomes(lane.id(), 1, backup.head()))
                .extracting(o -> o.outcome().seq())
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, lane.cursor()).boxed().toList());
    }

    @Test
    void aBackupIsForThisUserAloneAndSaysWhatItHolds() throws IOException {
        try (LogStore log = rig.open("data")) {
            append(log, "a", "b");
            await(log.prune(1));
            Backup backup = new SqliteBackup(rig.data("data"), BackupRig.STORE, rig.clock, "1.2.3")
                    .take(folder.resolve("b.db"), false, Map.of("webhook-token", new byte[] {1, 2}));
            assertThat(backup)
                    .isEqualTo(new Backup(
                            folder.resolve("b.db"),
                            log.id(),
                            "1.2.3",
                            rig.clock.instant(),
                            2,
                            2,
                            1,
                            Files.size(folder.resolve("b.db")),
                            List.of("webhook-token")));
            assertThat(Files.getPosixFilePermissions(backup.file()))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
    }

    @Test
    void aFileIsReplacedOnlyWhenThatIsAsked() throws IOException {
        rig.open("data").close();
        Path file = Files.writeString(folder.resolve("b.db"), "dear diary");
        refuses(() -> rig.backup("data", "b.db"), "is there already");
        assertThat(file).hasContent("dear diary");
        assertThat(files()).containsExactly("b.db", "data");

        new SqliteBackup(rig.data("data"), BackupRig.STORE, rig.clock, "1").take(file, true, Map.of());
        assertThat(rig.restore("data").plan(file).backup().head()).isZero();
        assertThat(files()).containsExactly("b.db", "data");
    }

    @Test
    void aBackupAmongTheRelaysOwnFilesIsRefused() {
        rig.open("data").close();
        refuses(() -> rig.backup("data", "data/relay.db"), "among the relay's own files");
    }

    @Test
    void withoutALogThereIsNothingToBackUp() {
        refuses(() -> rig.backup("data", "b.db"), "nothing to back up");
        assertThat(rig.data("data")).doesNotExist();
    }

    @Test
    void aLogOfANewerRelayIsLeftToThatRelay() throws Exception {
        rig.open("data").close();
        BackupRig.ofANewerRelay(rig.file("data"));
        refuses(() -> rig.backup("data", "b.db"), "written by a newer relay (its tables are version 999)");
        assertThat(files()).containsExactly("data");
    }

    @Test
    void aDamagedLogGivesNoBackup() throws Exception {
        try (LogStore log = rig.open("data")) {
            for (int n = 0; n < 20; n++) {
                append(log, (n + " " + "word ".repeat(4_000)));
            }
        }
        BackupRig.damage(rig.file("data"));
        refuses(() -> rig.backup("data", "b.db"), "cannot be copied");
        assertThat(files()).containsExactly("data");
    }

    @Test
    void onTheLogsOwnDiskTheRoomThatTheRelayNeedsIsLeftToIt() {
        rig.open("data").close();
        Settings.Store store = new Settings.Store(null, Long.MAX_VALUE / 2);
        refuses(
                () -> new SqliteBackup(rig.data("data"), store, rig.clock, "1")
                        .take(folder.resolve("b.db"), false, Map.of()),
                "not enough room");
        assertThat(files()).containsExactly("data");
    }

    private static void refuses(org.assertj.core.api.ThrowableAssert.ThrowingCallable step, String sentence) {
        assertThatThrownBy(step).isInstanceOf(BackupException.class).hasMessageContaining(sentence);
    }

    private List<String> files() {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(f -> f.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
