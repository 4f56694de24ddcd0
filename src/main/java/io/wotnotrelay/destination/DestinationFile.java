package io.wotnotrelay.destination;

import io.wotnotrelay.destination.component.LaneOpener;
import io.wotnotrelay.destination.component.WotnotConsumer;
import io.wotnotrelay.lane.LaneOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Route;
import org.apache.camel.impl.DefaultCamelContext;

/** One version of a file and the context it runs in: born, started, stopped as a whole. */
final class DestinationFile {
    private static final String OUTDATED = "The file was changed and cannot be used, so the version before runs on: ";

    private final Workshop workshop;
    private final Checked checked;
    private final Handover lanes;
    private volatile DefaultCamelContext context;
    private volatile Finding failure;
    private volatile Finding refused;

    DestinationFile(Workshop workshop, Checked checked, LaneOpener lanes) {
        this.workshop = workshop;
        this.checked = checked;
        this.lanes = new Handover(lanes.of(checked.version()));
        this.failure = checked.findings().stream()
                .filter(f -> f.severity() == Finding.Severity.ERROR)
                .findFirst()
                .orElse(null);
    }

    /** Gives its lanes their cursors, when it has passed its check. */
    void born() {
        attempt(() -> checked.lanes().forEach(lanes::born));
    }

    /** Starts it, when nothing is wrong so far, with its lanes still closed; when it fails nothing of it is left running. */
    void prepare() {
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

    /** Opens its lanes, when nothing is wrong so far: from now on it gets events. When that fails it is stopped. */
    void go() {
        attempt(lanes::open);
        if (failure != null) {
            stop();
        }
    }

    /** Ends what its lanes have under way, or gives it up when patience is at its end, and stops. */
    void drain(Duration patience) {
        lanes.close(patience);
        stop();
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

    /** It does not run, for a reason that nobody has thrown. */
    void giveUp(String why) {
        attempt(() -> {
            throw new IllegalStateException(why);
        });
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

    /** It goes on although there is a later version of it, which cannot be used for this reason; null when there is none. */
    void refuse(Finding why) {
        refused = why;
    }

    /** Why a later version of it is not used, if so. */
    Optional<Finding> refused() {
        return Optional.ofNullable(refused);
    }

    boolean runs() {
        return failure == null;
    }

    Checked checked() {
        return checked;
    }

    List<LaneOptions> lanes() {
        return checked.lanes();
    }

    /** A test of one of its destinations, when it runs. */
    Optional<Testing> testing(String name) {
        DefaultCamelContext running = context;
        LaneOptions options = checked.lanes().stream()
                .filter(lane -> lane.name().equals(name))
                .findFirst()
                .orElse(null);
        if (running == null || options == null) {
            return Optional.empty();
        }
        return running.getRoutes().stream()
                .map(Route::getConsumer)
                .filter(consumer -> consumer instanceof WotnotConsumer wotnot
                        && wotnot.name().equals(name))
                .map(consumer -> new Testing((WotnotConsumer) consumer, options, workshop.redaction(checked.file())))
                .findFirst();
    }

    List<Finding> findings() {
        return checked.findings();
    }

    Destinations.Status status() {
        List<String> names = checked.lanes().stream().map(LaneOptions::name).toList();
        if (failure != null) {
            return status(
                    Destinations.State.BROKEN,
                    names.isEmpty() ? List.copyOf(checked.names().keySet()) : names,
                    failure,
                    failure.sentence());
        }
        return refused != null
                ? status(Destinations.State.OUTDATED, names, refused, OUTDATED + refused.sentence())
                : new Destinations.Status(checked.file(), Destinations.State.RUNNING, names, 0, 0, null, null);
    }

    private Destinations.Status status(Destinations.State state, List<String> names, Finding finding, String sentence) {
        return new Destinations.Status(
                checked.file(), state, names, finding.line(), finding.column(), finding.excerpt(), sentence);
    }
}
