package io.wotnotrelay.destination;

import io.wotnotrelay.destination.component.LaneOpener;
import io.wotnotrelay.lane.LaneOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.camel.impl.DefaultCamelContext;

/** One file and the context it runs in: born, started, stopped as a whole. */
final class DestinationFile {
    private final Workshop workshop;
    private final Checked checked;
    private final LaneOpener lanes;
    private DefaultCamelContext context;
    private Finding failure;

    DestinationFile(Workshop workshop, Checked checked, LaneOpener lanes) {
        this.workshop = workshop;
        this.checked = checked;
        this.lanes = lanes;
        this.failure = checked.findings().stream()
                .filter(f -> f.severity() == Finding.Severity.ERROR)
                .findFirst()
                .orElse(null);
    }

    /** Gives its lanes their cursors, when it has passed its check. */
    void born() {
        attempt(() -> checked.lanes().forEach(lanes::born));
    }

    /** Starts it, when nothing is wrong so far; when it fails nothing of it is left running. */
    void start() {
        attempt(() -> {
            DefaultCamelContext fresh = workshop.context(checked, lanes);
            try {
                checked.routes().load(fresh);
                fresh.start();
                context = fresh;
            } finally {
                if (context == null) {
                    fresh.stop();
                }
            }
        });
    }

    /** How long a stop waits for what is under way. */
    void waitAtMost(Duration patience) {
        if (context != null) {
            context.getShutdownStrategy().setTimeout(Math.max(1, patience.toSeconds()));
        }
    }

    /** Stops it; returns when no delivery is under way any more. */
    void stop() {
        if (context != null) {
            context.stop();
            context = null;
        }
    }

    private interface Step {
        void run() throws Exception;
    }

    private void attempt(Step step) {
        if (failure == null) {
            try {
                step.run();
            } catch (Exception | LinkageError | StackOverflowError e) {
                failure = workshop.finding(checked, e);
            }
        }
    }

    /** Why it does not run, if so. */
    Optional<Finding> failure() {
        return Optional.ofNullable(failure);
    }

    List<Finding> findings() {
        return checked.findings();
    }

    Destinations.Status status() {
        List<String> names = checked.lanes().stream().map(LaneOptions::name).toList();
        return failure == null
                ? new Destinations.Status(checked.file(), Destinations.State.RUNNING, names, 0, 0, null)
                : new Destinations.Status(
                        checked.file(),
                        Destinations.State.BROKEN,
                        names.isEmpty() ? List.copyOf(checked.names().keySet()) : names,
                        failure.line(),
                        failure.column(),
                        failure.sentence());
    }
}
