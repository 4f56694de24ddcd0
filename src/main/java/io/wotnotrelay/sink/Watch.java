package io.wotnotrelay.sink;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Cuts off requests that outlive their deadline. The timeouts of an HTTP client start anew with each byte, so a server
 * that drips one a second would hold a lane for as long as it likes. One thread looks after all sinks, every
 * {@value #STEP_MILLIS} ms while a request is under way; a timer for each request would cost more than the request.
 */
final class Watch {
    private static final int STEP_MILLIS = 50;
    private static final Watch SHARED = new Watch();

    private final Set<Request> underWay = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean looking = new AtomicBoolean();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread made = new Thread(work, "webhook-deadlines");
        made.setDaemon(true);
        return made;
    });

    private Watch() {}

    /** A request under way. */
    static final class Request {
        private final Deadline deadline;
        private final Runnable cut;

        private Request(Deadline deadline, Runnable cut) {
            this.deadline = deadline;
            this.cut = cut;
        }

        void end() {
            SHARED.underWay.remove(this);
        }
    }

    static Request over(Deadline deadline, Runnable cut) {
        Request request = new Request(deadline, cut);
        SHARED.underWay.add(request);
        SHARED.look();
        return request;
    }

    private void look() {
        if (!looking.get() && looking.compareAndSet(false, true)) {
            thread.schedule(this::cutOverdue, STEP_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void cutOverdue() {
        // before looking, so that a request that comes meanwhile starts the next round if this one does not
        looking.set(false);
        for (Request request : underWay) {
            if (request.deadline.passed()) {
                underWay.remove(request);
                request.cut.run();
            }
        }
        if (!underWay.isEmpty()) {
            look();
        }
    }
}
