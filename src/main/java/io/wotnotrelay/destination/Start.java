package io.wotnotrelay.destination;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The start of a version of a file, up to the opening of its lanes. */
final class Start implements Runnable {
    private final DestinationFile file;
    private final boolean born;
    private Thread thread;
    private boolean over;
    private boolean abandoned;
    private boolean told;

    /** Gives its lanes their cursors. */
    Start(DestinationFile file) {
        this.file = file;
        file.born();
        this.born = file.runs();
    }

    @Override
    public void run() {
        synchronized (this) {
            thread = Thread.currentThread();
        }
        if (!isAbandoned()) {
            file.prepare();
        }
        end();
    }

    private synchronized void end() {
        over = true;
        thread = null;
        // the interruption was for the start
        Thread.interrupted();
        notifyAll();
        if (abandoned) {
            file.stop();
        }
    }

    private synchronized boolean isAbandoned() {
        return abandoned;
    }

    /** Nobody wants it any more: it is interrupted, and stopped as soon as that can be. */
    synchronized void abandon() {
        abandoned = true;
        if (over) {
            file.stop();
        } else if (thread != null) {
            thread.interrupt();
        }
    }

    /** Whether it is over, after so long at most. */
    synchronized boolean await(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        try {
            for (long left = patience.toNanos(); !over && left > 0; left = end - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return over;
    }

    /** Whether this is asked for the first time. */
    boolean isNew() {
        boolean first = !told;
        told = true;
        return first;
    }

    /** Whether the log gave its lanes their cursors. */
    boolean born() {
        return born;
    }

    DestinationFile file() {
        return file;
    }
}
