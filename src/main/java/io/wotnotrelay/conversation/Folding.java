package io.wotnotrelay.conversation;

import io.wotnotrelay.log.EventLog.CommitListener;
import io.wotnotrelay.log.LogStore;
import io.wotnotrelay.log.StoredEvent;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that takes each event in the order of the log, and tells the lanes after it. It hears of commits; where it was
 * not listening, or too much came at once, it reads pages of the log.
 */
final class Folding implements Runnable, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Folding.class);
    private static final int PAGE = 512;
    private static final long READ_AGAIN_NANOS = 250_000_000;
    private static final long MOMENT_NANOS = 2_000_000;
    private static final long PATIENCE_MILLIS = 5_000;

    private final LogStore log;
    private final Memory memory;
    private final Fold fold;
    private final Keeping keeping;
    private final Heard heard = new Heard();
    private final List<CommitListener> listeners = new CopyOnWriteArrayList<>();
    private final Thread thread = new Thread(this, "context-reader");
    private volatile boolean ended;
    /** 0 when it keeps up; else since when it reads pages of the log, in nanoseconds. */
    private volatile long catchingUpSince;

    private boolean complained;
    private long told;

    Folding(LogStore log, Memory memory, Fold fold, Keeping keeping) {
        this.log = log;
        this.memory = memory;
        this.fold = fold;
        this.keeping = keeping;
    }

    void start() {
        told = memory.place();
        thread.setDaemon(true);
        log.listen(this::committed);
        heard.missed();
        thread.start();
    }

    /** Told of events once they are folded, in order. */
    void listen(CommitListener listener) {
        listeners.add(listener);
    }

    /** For how long it has been behind; zero when it keeps up. */
    Duration behind() {
        long since = catchingUpSince;
        return since == 0 ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - since);
    }

    /** The fold has begun again. */
    void begun() {
        heard.missed();
        LockSupport.unpark(thread);
    }

    private void committed(List<StoredEvent> events) {
        if (!events.isEmpty() && !ended) {
            heard.add(events);
            LockSupport.unpark(thread);
        }
    }

    @Override
    public void run() {
        while (!ended) {
            try {
                if (!step()) {
                    LockSupport.park(this);
                }
                complained = false;
            } catch (RuntimeException | Error e) {
                complain(e);
                heard.missed();
                LockSupport.parkNanos(this, READ_AGAIN_NANOS);
            }
        }
    }

    /** Folds what comes next; false when there is nothing. */
    private boolean step() {
        if (memory.isFull() && keeping.isWell()) {
            keeping.news();
            LockSupport.parkNanos(this, MOMENT_NANOS);
            return true;
        }
        int epoch = memory.epoch();
        long place = memory.place();
        List<StoredEvent> next = heard.after(place);
        if (next != null) {
            fold(epoch, next);
            return true;
        }
        boolean more = heard.takeMissed() && page(epoch, place);
        if (!more) {
            catchingUpSince = 0;
        }
        return more;
    }

    private boolean page(int epoch, long place) {
        long head = log.head();
        if (head <= place) {
            return false;
        }
        heard.missed(); // there may be more
        if (catchingUpSince == 0) {
            catchingUpSince = System.nanoTime() | 1;
        }
        List<StoredEvent> page = log.read(place, PAGE);
        boolean gap = page.isEmpty() || page.get(0).seq() > place + 1;
        if (gap && keeping.isWell()) {
            memory.passes(epoch);
        }
        if (page.isEmpty()) {
            memory.placed(epoch, head); // nothing is kept up to there
        } else {
            fold(epoch, page);
        }
        return true;
    }

    private void fold(int epoch, List<StoredEvent> events) {
        fold.prepare(epoch, events);
        events.forEach(event -> fold.take(epoch, event));
        long last = events.get(events.size() - 1).seq();
        if (memory.placed(epoch, last) && last > told) {
            tell(events);
        }
        keeping.news();
    }

    /** Once each, also when the fold has begun again: lanes hold what they were told to be without gaps and in order. */
    private void tell(List<StoredEvent> events) {
        long before = told;
        List<StoredEvent> more = events.get(0).seq() > before
                ? events
                : events.stream().filter(e -> e.seq() > before).toList();
        told = events.get(events.size() - 1).seq();
        listeners.forEach(listener -> listener.committed(more));
    }

    private void complain(Throwable cause) {
        if (!complained && !ended) {
            LOG.warn(
                    "The log cannot be read for the conversations' context ({}): lanes wait; it is tried again.",
                    cause.toString());
            complained = true;
        }
    }

    @Override
    public void close() {
        ended = true;
        LockSupport.unpark(thread);
        try {
            thread.join(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
