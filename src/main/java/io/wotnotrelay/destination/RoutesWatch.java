package io.wotnotrelay.destination;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the folder of the destination files twice a second, and tells what has come, changed or gone once two looks
 * agree: by then an editor has written the whole of it. It looks rather than being told, for folders that come over a
 * network or from a container's host tell nothing.
 */
final class RoutesWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RoutesWatch.class);
    private static final long MILLIS_BETWEEN_LOOKS = 500;
    /** As long as an old version may take to drain. */
    private static final long PATIENCE_SECONDS = 10;

    private final Path folder;
    private final Listener listener;
    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "routes-watch");
        thread.setDaemon(true);
        return thread;
    });

    private Map<Path, Stamp> taken;
    private Map<Path, Stamp> seen;
    private Set<Finding> notRead;
    private boolean readable = true;

    /** Told in the watch's thread, one time after the other. */
    interface Listener {
        /**
         * @param gone files that are no longer there
         * @param changed files that came, or were written
         * @return those of {@code changed} that are to be told again at the next look
         */
        Set<Path> changed(Set<Path> gone, Set<Path> changed);
    }

    /** What of a file changes when it is written or replaced; {@code size} is -1 where nobody can tell. */
    private record Stamp(long size, long modified, Object key) {
        static Stamp of(Path file) {
            try {
                BasicFileAttributes at = Files.readAttributes(file, BasicFileAttributes.class);
                return new Stamp(at.size(), at.lastModifiedTime().to(TimeUnit.NANOSECONDS), at.fileKey());
            } catch (IOException e) {
                return new Stamp(-1, 0, null);
            }
        }
    }

    /** To be made before the files are read for the first time: what changes meanwhile is told later. */
    RoutesWatch(Path folder, Listener listener) {
        this.folder = folder;
        this.listener = listener;
        taken = look();
        seen = taken;
        notRead = Set.copyOf(RoutesFolder.notRead(folder));
    }

    /** This file is to be told as one that came. Before {@link #start}. */
    void again(Path file) {
        taken = new HashMap<>(taken);
        taken.remove(file);
    }

    void start() {
        // takes a second: the first file that comes into an empty folder need not wait for it
        looks.execute(DslSchema::schema);
        looks.scheduleWithFixedDelay(
                this::lookAgain, MILLIS_BETWEEN_LOOKS, MILLIS_BETWEEN_LOOKS, TimeUnit.MILLISECONDS);
    }

    private void lookAgain() {
        try {
            compare(look());
            warn();
            readable = true;
        } catch (UncheckedIOException e) {
            failed(e.getCause().getMessage(), null);
        } catch (RuntimeException | LinkageError e) {
            failed("a fault of the relay, please report it.", e);
        }
    }

    /** Once, until it goes well again. */
    private void failed(String why, Throwable fault) {
        if (readable) {
            LOG.warn("Changes of destination files are not taken, and all run as they did: {}", why, fault);
        }
        readable = false;
    }

    private Map<Path, Stamp> look() {
        Map<Path, Stamp> stamps = new HashMap<>();
        RoutesFolder.files(folder).forEach(file -> stamps.put(file, Stamp.of(file)));
        RoutesFolder.kamelets(folder).forEach(file -> stamps.put(file, Stamp.of(file)));
        return stamps;
    }

    private void compare(Map<Path, Stamp> now) {
        Set<Path> gone = new HashSet<>(taken.keySet());
        gone.removeAll(now.keySet());
        gone.removeAll(seen.keySet());
        Set<Path> changed = new HashSet<>();
        now.forEach((file, stamp) -> {
            if (stamp.equals(seen.get(file)) && !stamp.equals(taken.get(file))) {
                changed.add(file);
            }
        });
        seen = now;
        if (!gone.isEmpty() || !changed.isEmpty()) {
            tell(gone, changed);
        }
    }

    private void tell(Set<Path> gone, Set<Path> changed) {
        Map<Path, Stamp> next = new HashMap<>(taken);
        next.keySet().removeAll(gone);
        changed.forEach(file -> next.put(file, seen.get(file)));
        next.keySet().removeAll(listener.changed(gone, changed));
        taken = next;
    }

    private void warn() {
        Set<Finding> now = Set.copyOf(RoutesFolder.notRead(folder));
        now.stream().filter(finding -> !notRead.contains(finding)).forEach(finding -> LOG.warn("{}", finding));
        notRead = now;
    }

    /** Returns when a change that is being taken has been, or has been given up: a stop must not wait for a slow start. */
    @Override
    public void close() {
        looks.shutdown();
        try {
            if (!looks.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn(
                        "The relay stops while a change of a destination file is being taken; it is read at the next start.");
                looks.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
