package io.wotnotrelay.destination;

import io.wotnotrelay.config.Settings;
import io.wotnotrelay.destination.component.LaneOpener;
import io.wotnotrelay.event.Event;
import io.wotnotrelay.event.SampleEvents;
import io.wotnotrelay.lane.LaneOptions;
import io.wotnotrelay.log.StoredEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The destinations of a relay: every file of the folder in a context of its own. A file that is broken or cannot be
 * started is said so, and stops neither the others nor the webhook.
 */
public final class Destinations implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Destinations.class);

    private static final Duration START = Duration.ofSeconds(10);

    private final Workshop workshop;
    private final LaneOpener lanes;
    private final Duration patience;
    private final RunningFiles files = new RunningFiles();
    private final Starts starts = new Starts();
    private final Swap swap;
    private RoutesWatch watch;

    /** @param lanes where destinations get their lanes; must outlive this */
    public Destinations(Settings settings, LaneOpener lanes) {
        this(settings, lanes, START);
    }

    /** {@code patience}: how long {@link #open} waits for all of them, which start at the same time. */
    Destinations(Settings settings, LaneOpener lanes, Duration patience) {
        this.patience = patience;
        this.workshop = new Workshop(settings, settings.routes());
        this.lanes = lanes;
        this.swap = new Swap(workshop, lanes, files, starts);
    }

    /** Whether a file runs. */
    public enum State {
        RUNNING,
        /** A version of it runs that is not the latest: that one cannot be used. */
        OUTDATED,
        BROKEN
    }

    /**
     * How it stands with a file.
     *
     * @param destinations the names in it, as far as they can be read
     * @param line from 1; 0 when it runs, or when it is about the whole file
     * @param column from 1; 0 likewise
     * @param excerpt that line, without secrets; null where there is none to show
     * @param reason why it, or its latest version, does not run, in a sentence; null when it does
     */
    public record Status(
            Path file, State state, List<String> destinations, int line, int column, String excerpt, String reason) {}

    /**
     * Reads, checks and starts the files of a folder. All lanes are born before the first one starts, so that none
     * misses an event because another was slow.
     *
     * @throws java.io.UncheckedIOException when the folder cannot be read
     */
    public void open(Path folder) {
        watch = new RoutesWatch(folder, swap::changed);
        List<DestinationFile> opened = new ArrayList<>();
        for (Checked checked : workshop.check(folder)) {
            opened.add(new DestinationFile(workshop, checked, lanes));
        }
        RoutesFolder.kamelets(folder).forEach(file -> Reports.kamelet(workshop.kamelet(file)));
        RoutesFolder.notRead(folder).forEach(finding -> LOG.warn("{}", finding));
        List<Start> begun = opened.stream().map(Start::new).toList();
        opened.forEach(files::add);
        begun.forEach(starts::begin);
        long end = System.nanoTime() + patience.toNanos();
        for (Start start : begun) {
            go(start, Duration.ofNanos(end - System.nanoTime()));
        }
    }

    /** Lets it run; one that is still starting is as one that comes later. */
    private void go(Start start, Duration patience) {
        DestinationFile file = start.file();
        boolean over = starts.isOver(start, patience);
        if (!over && file.checked().routes() instanceof YamlRoutes) {
            files.remove(file);
            watch.again(file.checked().file());
            return;
        }
        if (!over) {
            start.abandon();
            file.giveUp("it did not start in time; a jar is read at the next start of the relay");
        }
        file.go();
        Reports.started(file, "runs");
    }

    /** From now on takes files that come, change or go, while all others run on. After {@link #open}. */
    public void follow() {
        watch.start();
    }

    Swap swap() {
        return swap;
    }

    /** Takes no more changes; returns when one that is being taken has been. */
    public void stay() {
        if (watch != null) {
            watch.close();
        }
    }

    /** How it stands with every file, by name. */
    public List<Status> status() {
        return files.all().stream().map(DestinationFile::status).toList();
    }

    /** How the lane of a destination is to run; empty where no file that passed its check has one of this name. */
    public Optional<LaneOptions> lane(String name) {
        return files.all().stream()
                .flatMap(file -> file.lanes().stream())
                .filter(options -> options.name().equals(name))
                .findFirst();
    }

    /**
     * Sends an event that is not a real one to a destination, through the route that runs. Its lane, its order and its
     * counts know nothing of it.
     *
     * @param event null for a sample the destination would get if it were real
     * @return empty where no destination of this name runs
     */
    public Optional<TestDelivery> test(String name, TestEvent event) {
        return files.all().stream()
                .flatMap(file -> file.testing(name).stream())
                .findFirst()
                .map(testing -> testing.run(event == null ? testing.sample() : event));
    }

    /** For each of these destinations that runs: whether it gets an event, of which this is known of its conversation. */
    public Map<String, BiPredicate<StoredEvent, Event>> gets(Collection<String> names) {
        Map<String, BiPredicate<StoredEvent, Event>> gets = new TreeMap<>();
        for (String name : names) {
            files.all().stream()
                    .flatMap(file -> file.testing(name).stream())
                    .findFirst()
                    .ifPresent(testing -> gets.put(name, testing::gets));
        }
        return gets;
    }

    /** An event to test with, of the sample of this name ({@link io.wotnotrelay.event.SampleEvents}). */
    public static Optional<TestEvent> sample(String name) {
        return SampleEvents.find(name).map(TestEvent::of);
    }

    /** As {@link #close()}, after the lanes have been closed: what they gave up on may hang for ever. */
    public void close(Duration patience) {
        files.all().forEach(file -> file.waitAtMost(patience));
        close();
    }

    /** Stops all files, at the same time; returns when no delivery is under way any more. */
    @Override
    public void close() {
        stay();
        swap.close();
        List<DestinationFile> closing = new ArrayList<>(files.all());
        Collections.reverse(closing);
        closing.parallelStream().forEach(DestinationFile::stop);
        files.clear();
        workshop.close();
    }
}
