package io.wotnotrelay.log.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** What waits for the writer. Many may put, one takes. Bounded in bytes, so that a stuck disk does not fill the heap. */
public final class Inbox {
    private static final int MOST_TAKEN = 4096;
    private static final long MOST_TAKEN_BYTES = 8L << 20;

    private final ConcurrentLinkedQueue<Command> queue = new ConcurrentLinkedQueue<>();
    private final AtomicLong bytes = new AtomicLong();
    private final long mostBytes;
    private volatile Thread parked;
    private volatile boolean closed;
    private volatile boolean poked;

    public Inbox(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    public long bytes() {
        return bytes.get();
    }

    /** Whether events would be taken; other commands always are until it is closed. */
    public boolean isFull() {
        return bytes.get() > mostBytes;
    }

    public boolean isClosed() {
        return closed;
    }

    public void put(Command command) {
        bytes.addAndGet(command.weight());
        queue.add(command);
        wake();
    }

    public void close() {
        closed = true;
        wake();
    }

    /** Lets the writer come by although nothing waits for it. */
    public void poke() {
        poked = true;
        wake();
    }

    public void wake() {
        Thread waiting = parked;
        if (waiting != null) {
            LockSupport.unpark(waiting);
        }
    }

    /** All that waits, within bounds; waits for the first so many nanoseconds at most. */
    public List<Command> take(long nanos) {
        Command first = queue.poll();
        if (first == null) {
            first = await(nanos);
        }
        List<Command> out = new ArrayList<>();
        long sum = 0;
        for (Command next = first; next != null; next = queue.poll()) {
            out.add(next);
            sum += next.weight();
            if (out.size() >= MOST_TAKEN || sum >= MOST_TAKEN_BYTES) {
                break;
            }
        }
        bytes.addAndGet(-sum);
        return out;
    }

    private Command await(long nanos) {
        long until = System.nanoTime() + nanos;
        parked = Thread.currentThread();
        try {
            Command next = queue.poll();
            for (long left = nanos; next == null && left > 0 && !closed && !poked; left = until - System.nanoTime()) {
                LockSupport.parkNanos(this, left);
                next = queue.poll();
            }
            return next;
        } finally {
            poked = false;
            parked = null;
        }
    }
}
