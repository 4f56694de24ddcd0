package io.wotnotrelay.destination;

import static org.assertj.core.api.Assertions.assertThat;

import io.wotnotrelay.destination.Destinations.State;
import io.wotnotrelay.destination.component.LaneOpener;
import io.wotnotrelay.event.Event;
import io.wotnotrelay.lane.Destination;
import io.wotnotrelay.lane.LaneOptions;
import io.wotnotrelay.log.StoreUnavailableException;
import io.wotnotrelay.log.StoredEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a change while the log refuses lanes: it is no mistake of the file, and passes by itself. */
class SwapTest {
    @TempDir
    private Path folder;

    private final FakeLanes lanes = new FakeLanes();
    private boolean bearsNone;
    private boolean opensNone;
    private Destinations destinations;
    private Path file;

    @BeforeEach
    void open() throws IOException {
        file = Samples.route(folder, "crm", "wotnot:crm", "- log: one");
        destinations = new Destinations(Samples.settings(folder, new Properties()), new Refusing());
        destinations.open(folder);
    }

    @AfterEach
    void close() {
        destinations.close();
    }

    @Test
    void aChangeIsTakenAgainWhileNoLaneCanBeBornAndTheVersionBeforeRunsOn() throws IOException {
        Samples.route(folder, "crm", "wotnot:crm", "- log: two");
        bearsNone = true;
        assertThat(change()).containsExactly(file);
        assertThat(status().state()).isEqualTo(State.OUTDATED);
        assertThat(status().reason()).contains("the version before runs on", "the disk is full");
        assertThat(lanes.open).containsKey("crm");

        bearsNone = false;
        assertThat(change()).isEmpty();
        assertThat(status().state()).isEqualTo(State.RUNNING);
    }

    @Test
    void aChangeIsTakenAgainWhenItsLanesCouldNotBeOpened() throws IOException {
        Samples.route(folder, "crm", "wotnot:crm", "- log: two");
        opensNone = true;
        assertThat(change()).containsExactly(file);
        assertThat(status().state()).isEqualTo(State.BROKEN);

        opensNone = false;
        assertThat(change()).isEmpty();
        assertThat(status().state()).isEqualTo(State.RUNNING);
        assertThat(lanes.open).containsKey("crm");
    }

    @Test
    void aMistakeInTheFileIsSettledUntilItIsMended() throws IOException {
        Samples.route(folder, "crm", "wotnot:crm", "- logg: two");
        assertThat(change()).isEmpty();
        assertThat(status().state()).isEqualTo(State.OUTDATED);
    }

    private Set<Path> change() {
        return destinations.swap().changed(Set.of(), Set.of(file));
    }

    private Destinations.Status status() {
        return destinations.status().get(0);
    }

    private final class Refusing implements LaneOpener {
        @Override
        public void born(LaneOptions options) {
            refuseIf(bearsNone);
            lanes.born(options);
        }

        @Override
        public Opened open(LaneOptions options, Destination destination) {
            refuseIf(opensNone);
            return lanes.open(options, destination);
        }

        @Override
        public Event read(StoredEvent event) {
            return lanes.read(event);
        }

        private void refuseIf(boolean refuses) {
            if (refuses) {
                throw new StoreUnavailableException("The log takes nothing: the disk is full.", null);
            }
        }
    }
}
