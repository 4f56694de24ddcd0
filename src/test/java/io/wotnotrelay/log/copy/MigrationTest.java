package io.wotnotrelay.log.copy;

import static io.wotnotrelay.log.Items.await;
import static io.wotnotrelay.log.Items.receipt;
import static io.wotnotrelay.log.copy.MigrationRig.SILENT;
import static io.wotnotrelay.log.copy.MigrationRig.hostile;
import static io.wotnotrelay.log.copy.MigrationRig.schema;
import static io.wotnotrelay.log.copy.MigrationRig.server;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wotnotrelay.config.Settings;
import io.wotnotrelay.log.Appended;
import io.wotnotrelay.log.BackupException;
import io.wotnotrelay.log.LaneRecord;
import io.wotnotrelay.log.Leases;
import io.wotnotrelay.log.LogOpenException;
import io.wotnotrelay.log.LogStore;
import io.wotnotrelay.log.postgres.PostgresSource;
import io.wotnotrelay.log.sqlite.SqliteBackup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationTest {
    @TempDir
    Path folder;

    private MigrationRig rig;
    private Settings.Store database;

    @BeforeEach
    void stores() {
        rig = new MigrationRig(folder);
        database = server().database();
    }

    @Test
    void aLogGoesToADatabaseAndBackAndEveryRowIsTheSame() throws Exception {
        String id = rig.fill("old");
        List<String> before = rig.rows("old");

        Migrated there = rig.toDatabase("old", database);
        Migrated back = rig.toFile(database, "new");

        assertThat(there.faults()).isEmpty();
        assertThat(back.faults()).isEmpty();
        assertThat(there.parts()).allMatch(part -> part.rows() > 0 && part.same());
        assertThat(rig.rows("new")).containsExactlyElementsOf(before);
        assertThat(rig.rows("old")).as("the source").containsExactlyElementsOf(before);
        assertThat(List.of(id, there.log(), back.log()))
                .as("what is derived from one must not be taken for the other's")
                .doesNotHaveDuplicates();
    }

    @Test
    void aRelayGoesOnExactlyWhereTheOldOneStopped() throws Exception {
        rig.fill("old");
        rig.toDatabase("old", database);
        try (LogStore log = rig.open(database)) {
            goesOn(log);
            assertThat(log.usedBytes()).isEqualTo(bytes());
        }
        rig.toFile(database, "new");
        try (LogStore log = rig.open("new")) {
            assertThat(log.head()).isEqualTo(32);
            assertThat(await(log.append(receipt(1), List.of(hostile(99)))).duplicates())
                    .as("an event of the time in the database")
                    .isEqualTo(1);
        }
    }

    private long bytes() {
        return server().number("SELECT sum(length(raw)) FROM " + schema(database) + ".event");
    }

    private static void goesOn(LogStore log) {
        assertThat(log.head()).isEqualTo(31);
        assertThat(log.first()).isEqualTo(9);
        assertThat(await(log.append(receipt(1), List.of(hostile(1)))).duplicates())
                .as("also of an event that is pruned")
                .isEqualTo(1);
        Appended added = await(log.append(receipt(1), List.of(hostile(99))));
        assertThat(added.duplicates()).isZero();
        assertThat(log.head()).isEqualTo(32);
        LaneRecord mail = log.lane("mail", new LogStore.Start.Now());
        LaneRecord sheet = log.lane("sheet", new LogStore.Start.Now());
        assertThat(mail.cursor()).isEqualTo(22);
        assertThat(mail.standing()).isEqualTo(MigrationRig.HOSTILE);
        assertThat(sheet.paused()).isTrue();
        assertThat(log.settledPastCursor(mail.id())).containsExactly(25);
        assertThat(log.intents(mail.id())).containsExactly(23, 24);
        assertThat(log.parked(mail.id())).extracting(p -> p.seq()).containsExactly(5L, 21L);
        assertThat(log.dead(mail.id(), 0, 10)).extracting(p -> p.cause()).containsExactly(MigrationRig.HOSTILE);
        assertThat(log.find(3)).as("what a dead letter keeps").isPresent();
        assertThat(log.jobs().unfinished(sheet.id())).hasSize(1);
        assertThat(log.lane("fresh", new LogStore.Start.Now()).id())
                .as("an id that nobody had before, though the last was forgotten")
                .isEqualTo(4);
    }

    @Test
    void aRowThatDiffersIsFoundAndTheCopyStaysUnusable() throws Exception {
        rig.fill("old");
        String schema = schema(database);
        Migrated done = rig.toDatabase("old", database, false, SILENT, () -> {
            server().sql("UPDATE " + schema + ".event SET raw = raw || '\\x00' WHERE seq = 17");
            server().sql("DELETE FROM " + schema + ".event WHERE seq = 30");
            server().sql("DELETE FROM " + schema + ".intent WHERE seq = 24");
            server().sql("INSERT INTO " + schema + ".kept_event SELECT * FROM " + schema + ".event WHERE seq = 12");
            server().sql("UPDATE " + schema + ".dead_letter SET cause = cause || ' '");
            server().sql("SELECT setval('" + schema + ".job_id_seq', 77)");
        });

        assertThat(done.good()).isFalse();
        assertThat(done.faults())
                .containsExactly(
                        "Table event, seq 17: raw differs.",
                        "Table dead_letter, lane 1, seq 3: cause differs.",
                        "Table kept_event, seq 12: is in the copy only.",
                        "Table intent, lane 1, seq 24: is missing in the copy.",
                        "Table job: counts on from 77 in the copy, and from 1 in the log.");
        Migrated.Part events = done.parts().get(0);
        assertThat(events.copied()).isEqualTo(events.rows() - 1);
        assertThatThrownBy(() -> rig.open(database))
                .isInstanceOf(LogOpenException.class)
                .hasMessageContaining("was copied by half: run bin/relay migrate again");
        assertThatThrownBy(() -> PostgresSource.open(database)).hasMessageContaining("was copied by half");

        assertThat(rig.toDatabase("old", database, true, SILENT, () -> {}).good())
                .isTrue();
    }

    @Test
    void aRowThatDiffersInAFileIsFoundAndTheFileStaysUnusable() throws Exception {
        rig.fill("old");
        rig.toDatabase("old", database);
        String schema = schema(database);
        Migrated done = rig.toFile(
                database,
                "new",
                false,
                SILENT,
                () -> server().sql("UPDATE " + schema + ".lane SET cursor = cursor + 1 WHERE name = 'mail'"));

        assertThat(done.faults()).containsExactly("Table lane, id 1: cursor differs.");
        assertThatThrownBy(() -> rig.open("new")).hasMessageContaining("was copied by half");
        assertThatThrownBy(() -> new SqliteBackup(rig.data("new"), MigrationRig.FILE, rig.clock, "1")
                        .take(folder.resolve("b.db"), false, Map.of()))
                .as("a backup of it would be restored as a whole log")
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("was copied by half");
    }

    @Test
    void aLogThatWasUsedIsNeverOverwritten() throws Exception {
        rig.fill("old");
        try (LogStore log = rig.open(database)) {
            await(log.append(receipt(1), List.of(hostile(1))));
        }
        Settings.Store fresh = server().database();
        rig.toDatabase("old", fresh);
        try (LogStore log = rig.open("new")) {
            log.lane("mail", new LogStore.Start.Now());
        }
        for (boolean restart : new boolean[] {false, true}) {
            assertThatThrownBy(() -> rig.toDatabase("old", database, restart, SILENT, () -> {}))
                    .isInstanceOf(MigrationException.class)
                    .hasMessageContaining("was used; nothing was changed");
            assertThatThrownBy(() -> rig.toDatabase("old", fresh, restart, SILENT, () -> {}))
                    .as("a copy that was finished")
                    .hasMessageContaining("was used");
            assertThatThrownBy(() -> rig.toFile(fresh, "new", restart, SILENT, () -> {}))
                    .hasMessageContaining("was used; nothing was changed");
        }
        try (LogStore log = rig.open(database)) {
            assertThat(log.head()).isEqualTo(1);
        }
    }

    @Test
    void aDatabaseOnWhichARelayStartedAndTookNothingCanBeCopiedTo() throws Exception {
        rig.fill("old");
        rig.open(database).close();
        assertThat(rig.toDatabase("old", database).good()).isTrue();
        rig.open("new").close();
        assertThat(rig.toFile(database, "new").good()).isTrue();
    }

    @Test
    void aRunningRelayIsNotCopiedFromNorTo() throws Exception {
        rig.fill("old");
        try (LogStore log = rig.open(database)) {
            Leases leases = log.leases().orElseThrow();
            leases.beat(new Leases.Report("r1", "host-7", Map.of(), "{}"), List.of());
            String running = "A relay is running on the event log .*host-7.*: stop all of them first.*";
            assertThatThrownBy(() -> rig.toDatabase("old", database)).hasMessageMatching(running);
            assertThatThrownBy(() -> PostgresSource.open(database)).hasMessageMatching(running);
            leases.leave("r1");
        }
        rig.toDatabase("old", database);
        try (PostgresSource first = PostgresSource.open(database)) {
            assertThat(first.id()).isNotNull();
            assertThatThrownBy(() -> PostgresSource.open(database))
                    .as("the lock that each commit begins with")
                    .hasMessageContaining("Somebody is writing the event log");
        }
    }

    @Test
    void aLogOfAnOlderRelayIsNotTouched() throws Exception {
        rig.fill("old");
        MigrationRig.sql(rig.file("old"), "DELETE FROM flyway_schema_history WHERE version = '4'");
        byte[] before = Files.readAllBytes(rig.file("old"));
        assertThatThrownBy(() -> rig.toDatabase("old", database)).hasMessageContaining("was written by an older relay");
        assertThat(Files.readAllBytes(rig.file("old"))).isEqualTo(before);
        assertThatThrownBy(() -> PostgresSource.open(database)).hasMessageContaining("There is no event log in");
    }

    @Test
    void aPageOfLargeEventsIsShort() throws Exception {
        rig.large("old", 5);
        rig.toDatabase("old", database);
        try (PostgresSource source = PostgresSource.open(database)) {
            assertThat(source.page(Table.EVENT, null)).hasSize(1);
            assertThat(source.page(Table.EVENT, new Object[] {4L})).hasSize(1);
            assertThat(source.page(Table.EVENT, new Object[] {5L})).isEmpty();
        }
    }

    @Test
    void whatIsKnownOfConversationsInTheFolderIsPutAsideNotOverwritten() throws Exception {
        rig.fill("old");
        rig.toDatabase("old", database);
        Files.createDirectories(rig.data("new"));
        Files.writeString(rig.data("new").resolve("context.db"), "of another log");
        rig.toFile(database, "new");
        try (var files = Files.list(rig.data("new"))) {
            assertThat(files.filter(f -> f.getFileName().toString().startsWith("context.db.before-")))
                    .singleElement()
                    .satisfies(f -> assertThat(f).hasContent("of another log"));
        }
    }
}
