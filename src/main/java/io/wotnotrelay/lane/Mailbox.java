package io.wotnotrelay.lane;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** What others have to tell a lane. Anyone may post and wake; only the lane's thread drains and awaits. */
final class Mailbox {
    private final Queue<Runnable> messages = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean woken = new AtomicBoolean();
    private volatile Thread owner;
    private volatile long wakeUps;

    void owner(Thread thread) {
        owner = thread;
    }

    void post(Runnable message) {
        messages.add(message);
        wake();
    }

    void wake() {
        if (woken.compareAndSet(false, true)) {
            LockSupport.unpark(owner);
        }
    }

    void drain() {
        for (Runnable message = messages.poll(); message != null; message = messages.poll()) {
            message.run();
        }
    }

    /** Returns when something was posted, when woken, or after so many nanoseconds ({@link Long#MAX_VALUE} for never). */
    void await(long nanos) {
        long start = System.nanoTime();
        while (!woken.get()) {
            long left = nanos == Long.MAX_VALUE ? nanos : nanos - (System.nanoTime() - start);
            if (left <= 0) {
                break;
            }
            LockSupport.parkNanos(this, left);
            if (Thread.interrupted()) {
                break;
            }
        }
        woken.set(false);
        wakeUps += nanos > 0 ? 1 : 0;
    }

    /** How often the lane's thread has got up. */
    long wakeUps() {
        return wakeUps;
    }
}
