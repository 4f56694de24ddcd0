package io.wotnotrelay.log.copy;

import static io.wotnotrelay.log.Items.await;
import static io.wotnotrelay.log.Items.receipt;
import static io.wotnotrelay.log.copy.MigrationRig.SILENT;
import static io.wotnotrelay.log.copy.MigrationRig.brokenOffAfter;
import static io.wotnotrelay.log.copy.MigrationRig.hostile;
import static io.wotnotrelay.log.copy.MigrationRig.schema;
import static io.wotnotrelay.log.copy.MigrationRig.server;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wotnotrelay.config.Settings;
import io.wotnotrelay.log.LogStore;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokenOffMigrationTest {
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
    void aCopyThatWasBrokenOffIsNoLogAndGoesOn() throws Exception {
        rig.fill("old");
        rig.large("old", 8);
        assertThatThrownBy(() -> rig.toDatabase("old", database, false, brokenOffAfter(26), () -> {}))
                .isInstanceOf(MigrationRig.BrokenOff.class);
        assertThatThrownBy(() -> rig.open(database)).hasMessageContaining("was copied by half");

        // the relay was started on the old log again meanwhile
        try (LogStore log = rig.open("old")) {
            await(log.append(receipt(1), List.of(hostile(99))));
            await(log.prune(14));
            await(log.rename(1, "post"));
        }
        assertThat(server().number("SELECT count(*) FROM " + schema(database) + ".event"))
                .as("in the middle of the events")
                .isBetween(23L, 29L);
        Migrated done = rig.toDatabase("old", database);
        assertThat(done.continued()).isTrue();
        assertThat(done.faults()).isEmpty();
        assertThat(done.first()).isEqualTo(15);
        List<String> rows = rig.rows("old");
        rig.toFile(database, "new");
        assertThat(rig.rows("new")).containsExactlyElementsOf(rows);
        try (LogStore log = rig.open(database)) {
            assertThat(log.usedBytes())
                    .isEqualTo(server().number("SELECT sum(length(raw)) FROM " + schema(database) + ".event"));
        }
    }

    @Test
    void aFileThatWasBrokenOffGoesOnOrIsBegunAnew() throws Exception {
        rig.fill("old");
        rig.large("old", 4);
        rig.toDatabase("old", database);
        List<String> rows = rig.rows("old");
        for (boolean restart : new boolean[] {false, true}) {
            String to = "restart-" + restart;
            assertThatThrownBy(() -> rig.toFile(
                            database,
                            to,
                            false,
                            (phase, table, done, total) -> {
                                if (table.equals("context")) {
                                    throw new MigrationRig.BrokenOff();
                                }
                            },
                            () -> {}))
                    .isInstanceOf(MigrationRig.BrokenOff.class);
            assertThatThrownBy(() -> rig.open(to)).hasMessageContaining("was copied by half");
            Migrated done = rig.toFile(database, to, restart, SILENT, () -> {});
            assertThat(done.continued()).isEqualTo(!restart);
            assertThat(done.faults()).isEmpty();
            assertThat(rig.rows(to)).containsExactlyElementsOf(rows);
            assertThat(rig.data(to).resolve("context.db.migrating")).doesNotExist();
        }
    }

    @Test
    void halfOfAnotherLogIsThrownAwayOnlyWhenThatWasAskedFor() throws Exception {
        rig.fill("other");
        assertThatThrownBy(() -> rig.toDatabase("other", database, false, brokenOffAfter(1), () -> {}))
                .isInstanceOf(MigrationRig.BrokenOff.class);
        rig.fill("old");
        assertThatThrownBy(() -> rig.toDatabase("old", database))
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("Half of another log")
                .hasMessageContaining("--restart");
        assertThat(rig.toDatabase("old", database, true, SILENT, () -> {}).good())
                .isTrue();
    }
}
