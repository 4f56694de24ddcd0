package io.wotnotrelay.log.sqlite;

import static io.wotnotrelay.log.Items.append;
import static io.wotnotrelay.log.Items.await;
import static io.wotnotrelay.log.Items.texts;
import static io.wotnotrelay.log.sqlite.BackupRig.park;
import static io.wotnotrelay.log.sqlite.BackupRig.settle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wotnotrelay.log.Backup;
import io.wotnotrelay.log.BackupException;
import io.wotnotrelay.log.EventLog.Start;
import io.wotnotrelay.log.LaneRecord;
import io.wotnotrelay.log.LogOpenException;
import io.wotnotrelay.log.LogStore;
import io.wotnotrelay.log.Parked.State;
import io.wotnotrelay.log.RestorePlan;
import io.wotnotrelay.log.RestorePlan.Here;
import io.wotnotrelay.log.Restored;
import io.wotnotrelay.log.Settlement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteRestoreTest {
    @TempDir
    Path folder;

    private BackupRig rig;
    private Backup backup;

    @BeforeEach
    void backup() {
        rig = new BackupRig(folder);
        try (LogStore log = rig.open("data")) {
            append(log, "a", "b", "c", "d", "e");
            LaneRecord mail = log.lane("mail", new Start.Beginning());
            // 1 is settled, 2 retried, 4 settled ahead; 3 and 5 wait
            settle(log, mail, 2, 1, 4);
            park(log, mail, 2, State.RETRYING);
            // 2 and 3 are with the destination
            await(log.settle(new Settlement(
                    mail.id(),
                    0,
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    null,
                    new Settlement.Intents(List.of(2L, 3L), List.of()))));
            log.lane("forgotten", new Start.Beginning());
            backup = rig.backup("data", "b.db");
        }
    }

    @Test
    void aRestoreSaysBeforehandWhichDeliveriesComeAgainAndWhichEventsAreMissing() {
        try (LogStore log = rig.open("data")) {
            append(log, "f", "g");
            LaneRecord mail = log.lane("mail", new Start.Now());
            LaneRecord forgotten = log.lane("forgotten", new Start.Now());
            // 2 out of the retries, 3 and 5 of the waiting; 6 is not in the backup; 3 once more by a replay
            await(log.settle(new Settlement(mail.id(), 2, List.of(), List.of(), List.of(2L))));
            settle(log, mail, 5, 2, 3, 5);
            settle(log, mail, 6, 6, 3);
            await(log.rename(mail.id(), "post"));
            await(log.forget(forgotten.id()));
            log.lane("sheet", new Start.Now());
        }
        RestorePlan plan = rig.restore("data").plan(backup.file());

        assertThat(plan.here()).isEqualTo(Here.SAME_LOG);
        assertThat(plan.headHere()).isEqualTo(7);
        assertThat(plan.eventsSince()).isEqualTo(2);
        assertThat(plan.lanes())
                .containsExactly(
                        new RestorePlan.Lane("mail", 2, 1, "post", 6, 3, 2),
                        new RestorePlan.Lane("forgotten", 0, 0, null, -1, -1, 0));
        assertThat(plan.bornSince()).containsExactly("sheet");
    }

    @Test
    void whereThereIsNoLogNothingIsClaimedOfWhatWasDeliveredSince() {
        RestorePlan plan = rig.restore("elsewhere").plan(backup.file());

        assertThat(plan.here()).isEqualTo(Here.NOTHING);
        assertThat(plan.eventsSince()).isEqualTo(-1);
        assertThat(plan.lanes()).contains(new RestorePlan.Lane("mail", 2, 1, null, -1, -1, 2));
        assertThat(rig.data("elsewhere")).doesNotExist();
    }

    @Test
    void aDamagedLogIsNoReasonNotToRestore() throws Exception {
        BackupRig.damage(rig.file("data"));
        SqliteRestore restore = rig.restore("data");
        RestorePlan plan = restore.plan(backup.file());
        assertThat(plan.here()).isEqualTo(Here.UNREADABLE);
        assertThat(plan.fault()).isNotBlank();

        restore.carryOut(plan, true, List.of());
        try (LogStore log = rig.open("data")) {
            assertThat(texts(log.read(0, 10))).containsExactly("a", "b", "c", "d", "e");
        }
    }

    @Test
    void aLogThatIsThereIsKeptAndPutAsideOnlyWhenThatIsAsked() {
        try (LogStore log = rig.open("data")) {
            append(log, "f");
        }
        SqliteRestore restore = rig.restore("data");
        RestorePlan plan = restore.plan(backup.file());
        refuses(() -> restore.carryOut(plan, false, List.of()), "There is an event log in");
        try (LogStore log = rig.open("data")) {
            assertThat(log.head()).isEqualTo(6);
        }

        Restored done = restore.carryOut(plan, true, List.of());
        try (LogStore log = rig.open("data")) {
            assertThat(log.head()).isEqualTo(5);
        }
        assertThat(done.aside()).hasParent(rig.data("data"));
        try (LogStore old = openAs("old", done.aside())) {
            assertThat(texts(old.read(0, 10))).containsExactly("a", "b", "c", "d", "e", "f");
        }
    }

    /** The log of before and its write-ahead log in a folder of their own. */
    private LogStore openAs(String name, Path log) {
        try {
            Files.createDirectories(rig.data(name));
            for (String part : List.of("", "-wal")) {
                Path file = log.resolveSibling(log.getFileName() + part);
                if (Files.exists(file)) {
                    Files.copy(file, rig.data(name).resolve("relay.db" + part));
                }
            }
            return rig.open(name);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void whatWasNotFoldedInYetIsPutAsideToo() throws Exception {
        Path copy = rig.data("killed");
        try (LogStore log = rig.open("data")) {
            append(log, "f");
            // as a kill would leave it: the commits of this run are in the write-ahead log alone
            Files.createDirectories(copy);
            Files.copy(rig.file("data"), copy.resolve("relay.db"));
            Files.copy(rig.data("data").resolve("relay.db-wal"), copy.resolve("relay.db-wal"));
        }
        SqliteRestore restore = rig.restore("killed");
        Restored done = restore.carryOut(restore.plan(backup.file()), true, List.of());
        assertThat(copy.resolve("relay.db-wal")).doesNotExist();
        try (LogStore old = openAs("old", done.aside())) {
            assertThat(texts(old.read(5, 10))).containsExactly("f");
        }
    }

    @Test
    void aRestoredLogIsAnotherLogSoThatNothingDerivedFromTheOneOfBeforeIsTakenForItsOwn() {
        rig.restore(backup, "other");
        try (LogStore log = rig.open("other")) {
            assertThat(log.id()).isNotEqualTo(backup.log());
        }
        assertThat(rig.restore("other").plan(backup.file()).here()).isEqualTo(Here.OTHER_LOG);
    }

    @Test
    void aRelayOnTheFolderIsNotDisturbed() {
        try (LogStore log = rig.open("data")) {
            SqliteRestore restore = rig.restore("data");
            RestorePlan plan = restore.plan(backup.file());
            assertThatThrownBy(() -> restore.carryOut(plan, true, List.of()))
                    .isInstanceOf(LogOpenException.class)
                    .hasMessageContaining("Another relay is running");
            assertThat(append(log, "f").stored()).isEqualTo(1);
        }
    }

    @Test
    void whatIsNoBackupIsRefused() throws Exception {
        SqliteRestore restore = rig.restore("data");
        refuses(() -> restore.plan(folder.resolve("none.db")), "There is no backup");
        refuses(() -> restore.plan(folder), "There is no backup");
        refuses(() -> restore.plan(Files.writeString(folder.resolve("x"), "dear diary")), "is not a backup");
        refuses(
                () -> restore.plan(Files.writeString(folder.resolve("y"), "dear diary ".repeat(99))),
                "is not a backup");
        refuses(() -> restore.plan(rig.file("data")), "an event log in use");
        BackupRig.sql(folder.resolve("z.db"), "CREATE TABLE t (x)");
        refuses(() -> restore.plan(folder.resolve("z.db")), "is not a backup");
    }

    @Test
    void aDamagedOrTruncatedBackupIsRefused() throws Exception {
        byte[] good = Files.readAllBytes(backup.file());
        Path file = Files.write(folder.resolve("cut.db"), java.util.Arrays.copyOf(good, good.length / 2));
        refuses(() -> rig.restore("data").plan(file), "is damaged");
        Files.write(file, good);
        BackupRig.damage(file);
        refuses(() -> rig.restore("data").plan(file), "is damaged");
    }

    @Test
    void aBackupOfANewerRelayIsRefused() throws Exception {
        BackupRig.ofANewerRelay(backup.file());
        refuses(() -> rig.restore("data").plan(backup.file()), "newer relay (its tables are version 999)");
    }

    @Test
    void aBrokenOffRestoreDoesNotLeadToAnEmptyLog() throws Exception {
        rig.restore(backup, "other");
        Files.move(rig.file("other"), rig.data("other").resolve("relay.db.restoring"));
        assertThatThrownBy(() -> rig.open("other"))
                .isInstanceOf(LogOpenException.class)
                .hasMessageContaining("was broken off: run bin/relay restore again");
        rig.restore(backup, "other");
        try (LogStore log = rig.open("other")) {
            assertThat(log.head()).isEqualTo(5);
        }
    }

    @Test
    void tokensAreBroughtBackWhereThereAreNone() throws Exception {
        Backup with = new SqliteBackup(rig.data("data"), BackupRig.STORE, rig.clock, "1")
                .take(folder.resolve("with.db"), false, Map.of("webhook-token", bytes("old"), "else", bytes("x")));
        SqliteRestore restore = rig.restore("other");
        RestorePlan plan = restore.plan(with.file());
        List<String> wanted = List.of("webhook-token", "console-token");

        assertThat(restore.carryOut(plan, false, wanted).written()).containsExactly("webhook-token");
        Path token = rig.data("other").resolve("webhook-token");
        assertThat(token).hasBinaryContent(bytes("old"));
        assertThat(rig.data("other").resolve("else")).doesNotExist();

        Files.write(token, bytes("new"));
        assertThat(restore.carryOut(plan, true, wanted).kept()).containsExactly("webhook-token");
        assertThat(token).hasBinaryContent(bytes("new"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    }

    private static void refuses(org.assertj.core.api.ThrowableAssert.ThrowingCallable step, String sentence) {
        assertThatThrownBy(step).isInstanceOf(BackupException.class).hasMessageContaining(sentence);
    }
}
