package io.wotnotrelay.cli;

import io.wotnotrelay.config.Units;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How much {@code send} sends, and how fast. */
final class Amount {
    private static final int STANDARD_COUNT = 100;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--rate",
            paramLabel = "EVENTS/TIME",
            description = "Such as 50/s or 600/1m; as fast as it goes when left out.")
    private String rate;

    @Option(
            names = "--count",
            paramLabel = "N",
            description = "Random: how many events; " + STANDARD_COUNT + " when both this and --for are left out.")
    private Long count;

    @Option(names = "--for", paramLabel = "TIME", description = "Random: how long, such as 30s.")
    private String time;

    @Option(
            names = "--batch",
            paramLabel = "N[..M]",
            defaultValue = "1..3",
            description = "Random: events in a request; ${DEFAULT-VALUE} when left out.")
    private String batch;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Made-up events: the same number gives the same people and texts.")
    private Long seed;

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "1",
            description = "Requests at once; ${DEFAULT-VALUE} when left out.")
    private int connections;

    int connections() {
        require(connections > 0 && connections <= 256, "--connections must be from 1 to 256.");
        return connections;
    }

    Pace pace() {
        return rate == null
                ? Pace.unlimited()
                : parsed("--rate", rate, "events per time, such as 50/s or 600/1m", () -> Pace.of(rate));
    }

    long seed() {
        return seed != null ? seed : ThreadLocalRandom.current().nextLong();
    }

    boolean limited() {
        return count != null || time != null;
    }

    RandomEvents random(Stamps stamps) {
        require(count == null || count > 0, "--count must be 1 or more.");
        long events = count != null ? count : time != null ? Long.MAX_VALUE : STANDARD_COUNT;
        return new RandomEvents(events, batch(), seed(), stamps, more());
    }

    private BooleanSupplier more() {
        if (time == null) {
            return () -> true;
        }
        Duration duration = parsed("--for", time, "a time, such as 30s or 5m", () -> Units.duration(time));
        return new BooleanSupplier() {
            private long start;

            /** The time begins with the first request, and not while the command still gets ready. */
            @Override
            public boolean getAsBoolean() {
                start = start == 0 ? System.nanoTime() : start;
                return System.nanoTime() - start < duration.toNanos();
            }
        };
    }

    private RandomEvents.Batch batch() {
        return parsed("--batch", batch, "a number or two from 1 to 10000, such as 5 or 1..10", () -> {
            int[] ends = Arrays.stream(batch.split("\\.\\.", 2))
                    .mapToInt(Integer::parseInt)
                    .toArray();
            return new RandomEvents.Batch(ends[0], ends[ends.length - 1]);
        });
    }

    private <T> T parsed(String option, String text, String form, Callable<T> value) {
        try {
            return value.call();
        } catch (Exception e) {
            throw new ParameterException(
                    spec.commandLine(), option + " " + text + " is not understood. Write " + form + ".", e);
        }
    }

    private void require(boolean good, String sentence) {
        if (!good) {
            throw new ParameterException(spec.commandLine(), sentence);
        }
    }
}
