package io.wotnotrelay.destination;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts versions of files, each in a thread of its own: what a component does at its start may take long, or hang, and
 * neither the changes of other files nor the start of the relay may wait for it. Asked by one thread at a time.
 */
final class Starts implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Starts.class);

    private final ExecutorService threads =
            new ThreadPoolExecutor(0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                Thread thread = new Thread(task, "destination-start");
                thread.setDaemon(true);
                return thread;
            });
    private final Map<Path, Start> underWay = new HashMap<>();

    /** Begins it; one of the same file that is under way is given up. (A jar has several files, which begin once.) */
    void begin(Start start) {
        Path file = path(start.file());
        abandon(file);
        if (start.file().checked().routes() instanceof YamlRoutes) {
            underWay.put(file, start);
        }
        threads.execute(start);
    }

    /** The start of this very version that was begun and not ended; else one that begins now. */
    Start of(DestinationFile fresh) {
        Start before = underWay.get(path(fresh));
        boolean same = before != null
                && before.file().checked().version().equals(fresh.checked().version());
        if (same) {
            return before;
        }
        Start now = new Start(fresh);
        begin(now);
        return now;
    }

    /**
     * Whether it is over; from then on it is the caller's. Only who asks first waits, and one that is not over then is
     * told.
     */
    boolean isOver(Start start, Duration patience) {
        boolean first = start.isNew();
        if (start.await(first ? patience : Duration.ZERO)) {
            underWay.remove(path(start.file()));
            return true;
        }
        if (first) {
            LOG.warn(
                    "{} takes long to start: it runs once it has, and all others go on meanwhile.", path(start.file()));
        }
        return false;
    }

    /** Gives up the start of a file's version, if one is under way: what it may still become is stopped. */
    void abandon(Path file) {
        Start start = underWay.remove(file);
        if (start != null) {
            start.abandon();
        }
    }

    /** The files of which a version is being started. */
    Set<Path> underWay() {
        return new TreeSet<>(underWay.keySet());
    }

    private static Path path(DestinationFile file) {
        return file.checked().file();
    }

    @Override
    public void close() {
        underWay().forEach(this::abandon);
        threads.shutdownNow();
    }
}
