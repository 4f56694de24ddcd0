package io.wotnotrelay.destination;

import io.wotnotrelay.destination.component.LaneOpener;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Takes new versions of files: each is checked and started beside the one that runs; then that one's lanes are drained,
 * and go on with the new one where they stopped. Whatever fails before, the one that runs goes on. One at a time, but a
 * start that takes long is left to itself and asked for again.
 */
final class Swap implements AutoCloseable {
    /** For what is with the destination; what is not done by then is interrupted, and delivered again by the new version. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** How long the changes of other files wait for one that starts. */
    private static final Duration START = Duration.ofSeconds(2);

    private final Workshop workshop;
    private final LaneOpener lanes;
    private final RunningFiles files;
    private final Starts starts;

    Swap(Workshop workshop, LaneOpener lanes, RunningFiles files, Starts starts) {
        this.workshop = workshop;
        this.lanes = lanes;
        this.files = files;
        this.starts = starts;
    }

    /** Says which it could not take yet, for a reason that passes by itself: they are to be told again. */
    Set<Path> changed(Set<Path> gone, Set<Path> files) {
        gone.forEach(this::remove);
        Set<Path> changed = new TreeSet<>(files);
        changed.removeIf(RoutesFolder::isKamelet);
        changed.addAll(users(gone, files));
        Set<Path> again = new TreeSet<>();
        for (Path file : changed) {
            if (!take(file)) {
                again.add(file);
            }
        }
        retryOthers(changed);
        again.retainAll(files);
        again.addAll(starts.underWay());
        return again;
    }

    /** The files that use a Kamelet of people's own which came, changed or went: they are made anew with what it is now. */
    private Set<Path> users(Set<Path> gone, Set<Path> files) {
        Set<String> kamelets = new TreeSet<>();
        for (Set<Path> some : List.of(gone, files)) {
            some.stream()
                    .filter(RoutesFolder::isKamelet)
                    .map(RoutesFolder::kamelet)
                    .forEach(kamelets::add);
        }
        files.stream().filter(RoutesFolder::isKamelet).forEach(file -> Reports.kamelet(workshop.kamelet(file)));
        return this.files.all().stream()
                .map(DestinationFile::checked)
                .filter(checked -> checked.routes() instanceof YamlRoutes yaml && yaml.uses(kamelets))
                .map(Checked::file)
                .collect(Collectors.toSet());
    }

    private void remove(Path file) {
        starts.abandon(file);
        files.of(file).ifPresent(old -> {
            old.drain(PATIENCE);
            files.remove(old);
            Reports.gone(old);
        });
    }

    /** What could not be used may be fine now: a name is free, say. Until nothing changes any more. */
    private void retryOthers(Set<Path> but) {
        boolean progress = true;
        while (progress) {
            progress = false;
            for (DestinationFile file : files.all()) {
                progress |= isStuck(file) && !but.contains(file.checked().file()) && retry(file);
            }
        }
    }

    private static boolean isStuck(DestinationFile file) {
        return file.checked().routes() instanceof YamlRoutes
                && (!file.runs() || file.refused().isPresent());
    }

    private boolean retry(DestinationFile stuck) {
        Path file = stuck.checked().file();
        if (workshop.check(file, files.namesBeside(file)).broken()) {
            return false;
        }
        take(file);
        return files.of(file).filter(now -> !isStuck(now)).isPresent();
    }

    /** Says whether that is settled: the file runs now, or somebody has to mend it. What the log refused passes. */
    private boolean take(Path file) {
        DestinationFile old = files.of(file).orElse(null);
        Checked checked = workshop.check(file, files.namesBeside(file));
        DestinationFile fresh = new DestinationFile(workshop, checked, lanes);
        if (checked.broken()) {
            starts.abandon(file);
            settle(old, fresh);
            return true;
        }
        Start start = starts.of(fresh);
        if (!starts.isOver(start, START)) {
            return false;
        }
        boolean prepared = start.file().runs();
        settle(old, start.file());
        return start.file().runs() || start.born() && !prepared;
    }

    private void settle(DestinationFile old, DestinationFile fresh) {
        if (!fresh.runs() && old != null && old.runs()) {
            refuse(old, fresh.failure());
        } else {
            swap(old, fresh);
        }
    }

    private void swap(DestinationFile old, DestinationFile fresh) {
        if (fresh.runs() && old != null) {
            old.drain(PATIENCE);
        }
        fresh.go();
        boolean known = old != null && Objects.equals(old.failure(), fresh.failure()) && !fresh.runs();
        files.replace(old, fresh);
        if (!known) {
            Reports.started(fresh, old == null ? "came and runs" : "was changed and runs");
        }
    }

    private static void refuse(DestinationFile running, Optional<Finding> why) {
        if (!running.refused().equals(why)) {
            running.refuse(why.orElseThrow());
            Reports.refused(running, why.orElseThrow());
        }
    }

    /** Gives up what is being started. */
    @Override
    public void close() {
        starts.close();
    }
}
