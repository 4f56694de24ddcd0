package io.wotnotrelay.app;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What has been opened, to be closed in reverse order; one that fails to close does not keep the others open. */
final class Closing implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Closing.class);
    private static final int FRAMES = 12;

    private final Deque<Open> open = new ArrayDeque<>();
    private final Duration patience;

    private record Open(String name, AutoCloseable part) {}

    /** {@code patience}: how long one part may take to close before the log says where it stands. */
    Closing(Duration patience) {
        this.patience = patience;
    }

    /** {@code name}: what it is, for the person who waits for the stop. */
    synchronized <T extends AutoCloseable> T later(String name, T opened) {
        open.push(new Open(name, opened));
        return opened;
    }

    @Override
    public synchronized void run() {
        ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(Closing::daemon);
        while (!open.isEmpty()) {
            close(open.pop(), watch);
        }
        watch.shutdownNow();
    }

    private void close(Open next, ScheduledExecutorService watch) {
        Thread closer = Thread.currentThread();
        var late = watch.schedule(() -> tell(next, closer), patience.toMillis(), TimeUnit.MILLISECONDS);
        try {
            next.part.close();
        } catch (Exception e) {
            LOG.warn("Closing {} failed: {}", next.name, e.toString());
        } finally {
            late.cancel(false);
        }
    }

    private void tell(Open slow, Thread closer) {
        String where = Stream.of(closer.getStackTrace())
                .limit(FRAMES)
                .map(StackTraceElement::toString)
                .collect(Collectors.joining(" < "));
        LOG.warn("Closing {} has taken {} s so far; it stands at {}", slow.name, patience.toSeconds(), where);
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "stop-watch");
        thread.setDaemon(true);
        return thread;
    }
}
