package io.wotnotrelay.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wotnotrelay.log.Items;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the reader promises, wherever it keeps what it knows. */
abstract class ContextsContract {
    private static final Duration DAY = Duration.ofDays(1);

    @TempDir
    Path data;

    final Talk talk = new Talk("c", "v");
    ContextsRig rig;

    abstract ContextsRig rig(Path folder);

    @BeforeEach
    void open() {
        rig = rig(data);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    String name(long seq) {
        return rig.event(seq).visitor().name();
    }

    void begin() {
        rig.add(talk.begins("Ann", "https://example.com/c"), talk.says("hi"));
    }

    @Test
    void aTextMessageKnowsWhatCameBeforeItAndNothingThatCameLater() {
        begin();
        rig.add(talk.answers("ann@example.com", "1"), talk.says("later"), talk.sets("visitor_name", "\"Bea\""));
        assertThat(rig.event(2).visitor()).returns("Ann", v -> v.name()).returns(null, v -> v.email());
        assertThat(rig.event(4).visitor()).returns("Ann", v -> v.name()).returns("ann@example.com", v -> v.email());
        assertThat(rig.event(4).conversation())
                .returns("https://example.com/c", c -> c.url())
                .returns("open", c -> c.status());
        assertThat(name(5)).isEqualTo("Bea");
    }

    @Test
    void aRestartTakesUpWhereItWas() {
        begin();
        assertThat(name(2)).isEqualTo("Ann");
        rig.restart();
        assertThat(rig.contexts.keptTo()).isEqualTo(2);
        rig.add(talk.says("again"));
        assertThat(name(3)).isEqualTo("Ann");
    }

    @Test
    void aRowIsWrittenOnlyWhenSomethingChanged() throws SQLException {
        begin();
        rig.add(talk.says("a"), talk.books("Ann"), talk.closes(), talk.says("b"));
        rig.awaitWritten();
        assertThat(rig.rows()).containsExactly(1L, 5L);
    }

    @Test
    void listenersAreToldInOrderOfWhatIsKnownAlready() {
        List<Long> told = new CopyOnWriteArrayList<>();
        List<String> names = new CopyOnWriteArrayList<>();
        rig.contexts.listen(events -> events.forEach(e -> {
            told.add(e.seq());
            names.add(rig.contexts.of(e).visitor().name());
            assertThat(rig.contexts.place()).isGreaterThanOrEqualTo(e.seq());
        }));
        begin();
        rig.add(talk.says("a"), talk.books("Bea"));
        await().until(() -> told.size() == 4);
        assertThat(told).containsExactly(1L, 2L, 3L, 4L);
        assertThat(names).containsExactly("Ann", "Ann", "Ann", "Bea");
    }

    @Test
    void moreThanIsHeardAtOnceIsReadFromTheLog() {
        begin();
        String big = "x".repeat(1 << 20);
        CompletableFuture<?>[] all = LongStream.range(0, 40)
                .mapToObj(i -> rig.log
                        .append(Items.receipt(1), List.of(talk.says(i + big)))
                        .toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(all).join();
        await().until(() -> rig.contexts.place() == 42);
        assertThat(name(42)).isEqualTo("Ann");
    }

    @Test
    void whatNoKeptEventNeedsIsForgotten() throws SQLException {
        begin();
        rig.add(talk.sets("visitor_name", "\"Bea\""), talk.says("x"));
        rig.add(new Talk("d", "w").begins("Dan", "u"));
        rig.awaitWritten();
        assertThat(rig.rows()).containsExactly(1L, 3L, 5L);
        Items.await(rig.log.prune(3));
        rig.clock.move(DAY.dividedBy(2));
        await().until(() -> rig.rows().equals(List.of(3L, 5L)));
        assertThat(name(4)).isEqualTo("Bea");

        rig.clock.move(DAY.multipliedBy(31));
        rig.add(new Talk("e", "x").begins("Eve", "u"));
        rig.awaitWritten();
        assertThat(rig.rows()).as("their events are kept still").containsExactly(3L, 5L, 6L);
        Items.await(rig.log.prune(5));
        rig.clock.move(DAY.dividedBy(2));
        await().until(() -> rig.rows().equals(List.of(6L)));
        rig.add(talk.says("after a month"), new Talk("e", "x").says("z"));
        assertThat(name(7)).isNull();
        assertThat(name(8)).isEqualTo("Eve");
    }

    @Test
    void aConversationThatGoesOnIsNotForgottenHoweverOldWhatIsKnownOfItIs() throws SQLException {
        begin();
        for (int day = 0; day < 70; day++) {
            rig.clock.move(DAY);
            rig.add(talk.says("day " + day));
            Items.await(rig.log.prune(Math.max(0, rig.log.head() - 30)));
        }
        rig.clock.move(DAY);
        rig.awaitWritten();
        assertThat(name(rig.log.head())).isEqualTo("Ann");
        rig.restart();
        rig.add(talk.says("one more"));
        assertThat(name(rig.log.head())).isEqualTo("Ann");
        await().until(() -> rig.rows().size() < 35);
    }

    @Test
    void keysThatDifferInHalfACharacterAreDifferentConversations() {
        Talk one = new Talk("k\ud800", "v");
        Talk two = new Talk("k\ud801", "v");
        rig.add(one.begins("Ann", "u"), two.says("x"));
        rig.restart();
        assertThat(name(2)).isNull();
        assertThat(name(1)).isEqualTo("Ann");
    }

    @Test
    void aConversationThatWasSilentForTheAgeIsBegunAnewWhetherItsRowsAreDeletedOrNot() throws SQLException {
        begin();
        rig.clock.move(DAY.multipliedBy(28));
        long within = rig.add(talk.says("within the age"));
        assertThat(name(within)).isEqualTo("Ann");
        rig.clock.move(DAY.multipliedBy(29));
        long after = rig.add(talk.says("after it"));
        assertThat(name(after)).isNull();
        assertThat(name(within)).as("as of then").isEqualTo("Ann");
        rig.awaitWritten();
        assertThat(rig.rows()).as("their events are kept still").contains(1L);
    }
}
