package io.wotnotrelay.conversation;

import io.wotnotrelay.log.derived.DerivedFile;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that writes what was folded into the file, once a second or when much has gathered, so that neither the fold
 * nor the lanes wait for a disk. What a crash takes is folded again. A file that cannot be written is tried again while
 * there is room in memory; then, or when it is damaged, it is given up and opened anew later.
 */
final class Keeping implements Runnable, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Keeping.class);
    private static final int LONG_ROUNDS = 60;
    private static final int MANY = 20_000;
    private static final long PATIENCE_MILLIS = 5_000;

    private final Memory memory;
    private final ContextStore store;
    private final Forgetting forgetting;
    private final Runnable begun;
    private final long roundNanos;
    private final Thread thread = new Thread(this, "context-writer");
    private volatile boolean ended;
    private volatile boolean resting;
    private volatile boolean failing;
    private volatile long written;
    private int misses;

    /** {@code begun}: told that the fold begins again; {@code round}: between two writes, while there is something. */
    Keeping(Memory memory, ContextStore store, Forgetting forgetting, Duration round, Runnable begun) {
        this.roundNanos = round.toNanos();
        this.memory = memory;
        this.store = store;
        this.forgetting = forgetting;
        this.begun = begun;
    }

    /** Opens the file, and lets the fold begin where it ends; where that cannot be, at {@code head}, in memory alone. */
    void start(long head) {
        if (!open()) {
            memory.begin(head);
            memory.giveUpFile();
        }
        thread.setDaemon(true);
        thread.start();
    }

    /** All events up to here are in the file. */
    long written() {
        return written;
    }

    /** Whether what is folded can be written sooner or later, so that the fold may wait for it. */
    boolean isWell() {
        return !failing && !store.isLost();
    }

    /** Something was folded. */
    void news() {
        boolean many = memory.unwritten() > MANY;
        if (many || resting && memory.place() > written) {
            resting = false;
            LockSupport.unpark(thread);
        }
    }

    @Override
    public void run() {
        while (!ended) {
            rest();
            try {
                round();
            } catch (RuntimeException | Error e) {
                store.lose("kept", new IllegalStateException(e.toString(), e));
                LOG.debug("A fault while context was kept", e);
            }
        }
        flush();
    }

    private void rest() {
        resting = true;
        boolean nothing = memory.place() <= written && !store.isLost() && !forgetting.isUnderWay();
        if (memory.unwritten() <= MANY || failing) {
            LockSupport.parkNanos(this, nothing ? LONG_ROUNDS * roundNanos : roundNanos << Math.min(misses, 6));
        }
        boolean woken = nothing && !resting && !ended;
        resting = false;
        if (woken) {
            LockSupport.parkNanos(this, roundNanos); // what comes next goes with it
        }
    }

    private void round() {
        if (!store.isLost() && !store.isGone()) {
            flush();
            forget();
        }
        if (!ended && (store.isLost() || store.isGone())) {
            memory.giveUpFile();
            misses = open() ? 0 : misses + 1;
        }
    }

    private boolean open() {
        long cursor = store.open();
        if (cursor < 0) {
            return false;
        }
        written = cursor;
        failing = false;
        memory.begin(cursor);
        begun.run();
        return true;
    }

    private void flush() {
        Memory.Unwritten unwritten = memory.unwrittenNow();
        // asked after the rows were taken: what was folded after somebody lost the file must not get into it
        if (unwritten == null || store.isLost() || unwritten.place() <= written) {
            return;
        }
        try {
            store.writes().write(unwritten);
            written = unwritten.place();
            memory.written(unwritten);
            store.well();
            failing = false;
        } catch (SQLException e) {
            failed(e);
        }
    }

    private void failed(SQLException e) {
        failing = true;
        if (memory.isFull() || DerivedFile.isDamage(e)) {
            store.lose("written", e);
        } else {
            store.complain("written", e);
        }
    }

    private void forget() {
        if (store.isLost() || failing) {
            return;
        }
        try {
            forgetting.round(store.writes(), memory);
        } catch (SQLException e) {
            failed(e);
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
        store.close();
    }
}
