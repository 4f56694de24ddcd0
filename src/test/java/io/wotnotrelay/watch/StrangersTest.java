package io.wotnotrelay.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StrangersTest {
    private static final String NOTHING_ELSE = "";

    @TempDir
    Path home;

    private WatchRig rig;
    private int number;

    @BeforeEach
    void open() {
        rig = new WatchRig(home);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private String receive(String type, String more) {
        return rig.receive(
                        type,
                        "{\"event\":{\"type\":\"%s\",\"payload\":{\"n\":%d}},\"conversation\":{\"key\":\"c\"}%s}"
                                .formatted(type, number++, more))
                .id();
    }

    @Test
    void aTypeIsToldAtItsFirstSight() {
        String first = receive("ticket_created", NOTHING_ELSE);
        receive("ticket_created", NOTHING_ELSE);
        rig.look();
        receive("ticket_created", NOTHING_ELSE);
        rig.restart();
        receive("ticket_created", NOTHING_ELSE);
        rig.look();
        assertThat(rig.told()).containsExactly("unknown_type type");
        assertThat(rig.last().variables())
                .containsEntry("name", "ticket_created")
                .containsEntry("eventId", first);
        assertThat(rig.last().text()).startsWith("WotNot sent an event of the type ticket_created, which it does not");
    }

    @Test
    void whatIsDocumentedIsNotToldNorIsWhatTheRelaySaysItself() {
        receive("note", NOTHING_ELSE);
        rig.receive(
                "message\u001ftext",
                "{\"event\":{\"type\":\"message\",\"payload\":{\"message\":{\"type\":\"text\"}}}}");
        rig.standing(new Standing("crm", io.wotnotrelay.lane.LaneStatus.State.HELD, "401", 1, 0));
        rig.look();
        assertThat(rig.told()).containsExactly("destination_held held");
    }

    @Test
    void aMessageTypeIsTold() {
        rig.receive(
                "message\u001fpoll",
                "{\"event\":{\"type\":\"message\",\"payload\":{\"message\":{\"type\":\"poll\"}}}}");
        rig.look();
        assertThat(rig.last().variables()).containsEntry("name", "message.poll");
    }

    @Test
    void fieldsAreToldWithTheirPlace() {
        receive("note", ",\"channel\":\"web\",\"visitor\":{\"key\":\"v\",\"score\":3},\"meta\":{\"a\":1}");
        rig.look();
        receive("note", ",\"channel\":\"app\"");
        rig.look();
        assertThat(rig.told()).containsExactly("unknown_type field");
        assertThat(rig.last().text()).contains("channel, visitor.score, meta").contains("${body.extra.channel}");
    }

    @Test
    void aFloodIsToldTwentyTimesADayAndTheRestCounted() {
        for (int i = 0; i < 90; i++) {
            receive("made_up_" + (char) ('a' + i / 26) + (char) ('a' + i % 26), NOTHING_ELSE);
            rig.look();
        }
        assertThat(rig.told()).hasSize(20);
        rig.clock.move(Duration.ofDays(1));
        receive("another", NOTHING_ELSE);
        rig.look();
        assertThat(rig.told()).hasSize(21);
        assertThat(rig.last().variables()).containsEntry("more", 70);
    }

    @Test
    void whatIsRememberedIsBounded() throws Exception {
        for (int i = 0; i < 1_500; i++) {
            receive("x".repeat(500) + i, NOTHING_ELSE);
            receive("y" + i, NOTHING_ELSE);
            if (i % 20 == 0) {
                rig.look();
            }
        }
        rig.look();
        String remembered = Files.readString(home.resolve("data/watch.json"));
        assertThat(remembered.split("\"type ", -1)).hasSize(1 + Strangers.MOST_SEEN);
        assertThat(remembered).hasSizeLessThan(100_000);
        assertThat(rig.told()).hasSize(20);
    }

    @Test
    void aNameThatActsIsShownAndDoesNot() {
        rig.receive("a\u001b[31m\nb", "{\"event\":{\"type\":\"a\\u001b[31m\\nb\",\"payload\":{}}}");
        rig.look();
        assertThat(rig.last().variables()).containsEntry("name", "a\\u001b[31m\\nb");
    }
}
