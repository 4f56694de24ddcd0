package io.wotnotrelay.api;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.wotnotrelay.lane.Doubt;
import io.wotnotrelay.log.Outcome;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is counted of one destination, all of it from 0 on: an alert on a counter that appears with its first count would
 * miss that one.
 *
 * @param runs of its route
 * @param outcomes of its deliveries
 * @param doubts that were settled
 */
record LaneCounters(Timer runs, Map<Outcome.Result, Counter> outcomes, Map<Doubt.Settled, Counter> doubts) {
    static LaneCounters of(MeterRegistry registry, String lane) {
        Timer runs = Timer.builder("relay.delivery")
                .description("Time of one run of a destination's route")
                .tag("destination", lane)
                .serviceLevelObjectives(Metrics.BUCKETS)
                .register(registry);
        Counter.Builder deliveries = Counter.builder("relay.deliveries").description("Deliveries that ended, by how");
        Counter.Builder doubts = Counter.builder("relay.in.doubt")
                .description("Delivered ones that may have been done before, by how that was settled");
        return new LaneCounters(
                runs,
                counters(
                        Outcome.Result.values(),
                        word -> deliveries
                                .tags("destination", lane, "outcome", word)
                                .register(registry)),
                counters(
                        Doubt.Settled.values(),
                        word -> doubts.tags("destination", lane, "settled", word)
                                .register(registry)));
    }

    private static <E extends Enum<E>> Map<E, Counter> counters(E[] words, Function<String, Counter> counter) {
        return Stream.of(words)
                .collect(Collectors.toUnmodifiableMap(
                        Function.identity(), word -> counter.apply(word.name().toLowerCase(Locale.ROOT))));
    }
}
