package io.wotnotrelay.destination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A destination whose start hangs holds up neither the relay's start nor the changes of other files. */
class StartsTest {
    private static final String HANGS = "- process: {ref: \"#class:" + HangingStart.class.getName() + "\"}";

    @TempDir
    private Path folder;

    private final FakeLanes lanes = new FakeLanes();
    private Destinations destinations;

    @BeforeEach
    void hang() {
        HangingStart.hold();
        destinations = new Destinations(Samples.settings(folder, new Properties()), lanes, Duration.ofSeconds(5));
    }

    @AfterEach
    void close() {
        HangingStart.letGo();
        destinations.close();
    }

    @Test
    void theRelayStartsWithoutItAndTakesItOnceItHasStarted() throws IOException {
        file("hangs", HANGS);
        file("other", "- log: one");
        destinations.open(folder);
        assertThat(lanes.open).containsOnlyKeys("other");
        destinations.follow();

        HangingStart.letGo();
        await().until(() -> lanes.open.containsKey("hangs"));
        assertThat(destinations.status()).hasSize(2).allMatch(file -> file.state() == Destinations.State.RUNNING);
    }

    @Test
    void changesOfOtherFilesAreTakenMeanwhileAndItRunsInTheEnd() throws IOException {
        destinations.open(folder);
        Path hangs = file("hangs", HANGS);
        Path other = file("other", "- log: one");

        assertThat(destinations.swap().changed(Set.of(), Set.of(hangs, other))).containsExactly(hangs);
        assertThat(lanes.open).containsOnlyKeys("other");

        HangingStart.letGo();
        await().until(() -> destinations.swap().changed(Set.of(), Set.of(hangs)).isEmpty());
        assertThat(lanes.open).containsOnlyKeys("hangs", "other");
    }

    @Test
    void theVersionBeforeRunsOnWhileANewOneHangs() throws IOException {
        file("crm", "- log: one");
        destinations.open(folder);
        Path changed = file("crm", HANGS);

        assertThat(destinations.swap().changed(Set.of(), Set.of(changed))).containsExactly(changed);
        assertThat(lanes.open).containsOnlyKeys("crm");
    }

    @Test
    void oneThatIsMendedOrTakenAwayMeanwhileIsStoppedWhenItsStartEnds() throws IOException {
        destinations.open(folder);
        Path mended = file("mended", HANGS);
        Path gone = file("gone", HANGS);
        destinations.swap().changed(Set.of(), Set.of(mended, gone));

        Files.delete(gone);
        file("mended", "- log: one");
        assertThat(destinations.swap().changed(Set.of(gone), Set.of(mended))).isEmpty();
        assertThat(lanes.open).containsOnlyKeys("mended");

        HangingStart.letGo();
        await().untilAtomic(HangingStart.STOPPED, org.hamcrest.Matchers.is(2));
        assertThat(lanes.open).containsOnlyKeys("mended");
    }

    @Test
    void anotherFileMayTakeItsNameMeanwhileAndThenItIsSaidWhereTheNameIs() throws IOException {
        destinations.open(folder);
        Path hangs = Samples.route(folder, "a", "wotnot:crm", HANGS);
        Path other = Samples.route(folder, "b", "wotnot:crm", "- log: one");

        destinations.swap().changed(Set.of(), Set.of(hangs, other));
        assertThat(lanes.open).containsOnlyKeys("crm");
        HangingStart.letGo();
        destinations.swap().changed(Set.of(), Set.of(hangs));
        assertThat(destinations.status().get(0).reason()).contains("'crm'", "b.camel.yaml");
    }

    private Path file(String name, String step) throws IOException {
        return Samples.route(folder, name, "wotnot:" + name, step);
    }
}
