package io.wotnotrelay.destination;

import static org.assertj.core.api.Assertions.assertThat;

import io.wotnotrelay.event.Kind;
import io.wotnotrelay.lane.LaneOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The defaults for a lane that a Kamelet names in its annotations. */
class KameletDefaultsTest {
    private static final String SLOW = "- to: kamelet:slow-test-sink";
    private static final LaneOptions.BatchSize HUNDRED = new LaneOptions.BatchSize(100, Duration.ofSeconds(2));
    private static final LaneOptions.Rate FIFTY = new LaneOptions.Rate(50, Duration.ofMinutes(1));

    @TempDir
    private Path folder;

    private final FakeLanes lanes = new FakeLanes();

    /** What the lane is born with, after its destination has been started with the same. */
    private LaneOptions lane(String from, String steps) throws IOException {
        Samples.route(folder, "a", from, steps);
        try (Destinations destinations = new Destinations(Samples.settings(folder, new Properties()), lanes)) {
            destinations.open(folder);
            assertThat(destinations.status())
                    .extracting(Destinations.Status::reason)
                    .containsOnlyNulls();
            assertThat(lanes.opened.get("a")).usingRecursiveComparison().isEqualTo(lanes.options.get("a"));
        }
        return lanes.options.get("a");
    }

    private List<Finding> findings(String from, String steps) throws IOException {
        Samples.route(folder, "a", from, steps);
        return Check.folder(folder, Samples.settings(folder, new Properties()));
    }

    @Test
    void theOnlySinkOfARouteNamesTheDefaultsOfItsLane() throws IOException {
        LaneOptions lane = lane("wotnot:a", SLOW);
        assertThat(lane.batch()).isEqualTo(HUNDRED);
        assertThat(lane.rate()).isEqualTo(FIFTY);
        assertThat(lane.retry().schedule()).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
    }

    @Test
    void whatTheRouteSaysBeatsThem() throws IOException {
        LaneOptions lane = lane("wotnot:a?batch=5/1s&rate=1/1s&retries=3", SLOW);
        assertThat(lane.batch()).isEqualTo(new LaneOptions.BatchSize(5, Duration.ofSeconds(1)));
        assertThat(lane.rate()).isEqualTo(new LaneOptions.Rate(1, Duration.ofSeconds(1)));
        assertThat(lane.retry().retries()).isEqualTo(3);
        assertThat(lane.retry().schedule()).isEmpty();
    }

    @Test
    void whichEventsGoThereIsForTheRouteAlone() throws IOException {
        assertThat(lane("wotnot:a", SLOW).subscription().matches(new Kind("wotnot", "status", null).key()))
                .isTrue();
    }

    @Test
    void noBatchIsMadeWhereAnotherStepTakesTheBodyForAnEvent() throws IOException {
        LaneOptions lane = lane("wotnot:a", "- log: ${body.text}\n" + SLOW);
        assertThat(lane.batch()).isNull();
        assertThat(lane.rate()).isEqualTo(FIFTY);
    }

    @Test
    void ofTwoKameletsTheFirstCountsAndTheCheckSaysSo() throws IOException {
        String both = SLOW + "\n- to: kamelet:slower-test-sink";
        assertThat(lane("wotnot:a", both).rate()).isEqualTo(FIFTY);
        assertThat(findings("wotnot:a", both)).singleElement().satisfies(f -> {
            assertThat(f.severity()).isEqualTo(Finding.Severity.WARNING);
            assertThat(f.sentence()).contains("slow-test-sink", "slower-test-sink", "rate", "50/1m");
        });
    }

    @Test
    void twoKameletsAreNoQuestionWhereTheRouteSaysWhatItWants() throws IOException {
        assertThat(findings("wotnot:a?rate=1/1m", SLOW + "\n- to: kamelet:slower-test-sink"))
                .isEmpty();
    }

    @Test
    void aRouteWithoutSuchAKameletKeepsTheDefaultsOfAll() throws IOException {
        LaneOptions lane = lane("wotnot:a", "- to: kamelet:webhook-sink?url=https://example.com");
        assertThat(lane.batch()).isNull();
        assertThat(lane.rate()).isNull();
        assertThat(lane.retry().retries()).isEqualTo(12);
    }
}
