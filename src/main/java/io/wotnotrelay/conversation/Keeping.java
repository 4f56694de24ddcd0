package io.wotnotrelay.conversation;

import io.wotnotrelay.conversation.ContextWrites.Kept;
import io.wotnotrelay.log.LogStore;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that writes what was folded, once a second or when much has gathered, so that neither the fold nor the lanes
 * wait for a disk. What a crash takes is folded again. Where another replica writes, it looks how far that one has come, and
 * lets go of what is written; so it can go on from there when the other is gone. What cannot be written is tried again while
 * there is room in memory; then, or when a file is damaged, the tables are given up and opened anew later.
 */
final class Keeping implements Runnable, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Keeping.class);
    private static final int LONG_ROUNDS = 60;
    private static final int MANY = 20_000;
    private static final int STUCK_ROUNDS = 30;
    private static final long PATIENCE_MILLIS = 5_000;

    private final Memory memory;
    private final ContextStore store;
    private final Forgetting forgetting;
    private final LogStore log;
    private final Runnable begun;
    private final long roundNanos;
    private final Thread thread = new Thread(this, "context-writer");
    private volatile boolean ended;
    private volatile boolean resting;
    private volatile boolean failing;
    private volatile boolean mine;
    private int misses;
    private long forgets;
    private int stuck;
    private long stuckAt = -1;

    /** {@code begun}: told that the fold begins again; {@code round}: between two writes, while there is something. */
    Keeping(Memory memory, ContextStore store, Forgetting forgetting, LogStore log, Duration round, Runnable begun) {
        this.roundNanos = round.toNanos();
        this.log = log;
        this.memory = memory;
        this.store = store;
        this.forgetting = forgetting;
        this.begun = begun;
    }

    /** Opens the tables, and lets the fold begin where they end; where that cannot be, at the head, in memory alone. */
    void start() {
        if (!open()) {
            memory.begin(log.head(), 0);
            memory.giveUpTables();
        }
        thread.setDaemon(true);
        thread.start();
    }

    /** Whether what is folded can be written sooner or later, so that the fold may wait for it. */
    boolean isWell() {
        return !failing && !store.isLost();
    }

    /** Something was folded. */
    void news() {
        boolean many = mine && memory.unwritten() > MANY;
        if (many || resting && memory.place() > memory.written()) {
            resting = false;
            LockSupport.unpark(thread);
        }
    }

    /** Who writes has changed. */
    void wake() {
        resting = false;
        LockSupport.unpark(thread);
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
        boolean sweeping = mine && forgetting.isUnderWay();
        boolean nothing = memory.place() <= memory.written() && !store.isLost() && !sweeping;
        if (memory.unwritten() <= MANY || failing || !mine) {
            LockSupport.parkNanos(this, nothing ? LONG_ROUNDS * roundNanos : roundNanos << Math.min(misses, 6));
        }
        boolean woken = nothing && !resting && !ended;
        resting = false;
        if (woken) {
            LockSupport.parkNanos(this, roundNanos); // what comes next goes with it
        }
    }

    private void round() {
        if (!store.isLost() && !store.isGone() && look()) {
            flush();
            forget();
        }
        if (!ended && (store.isLost() || store.isGone())) {
            memory.giveUpTables();
            misses = open() ? 0 : misses + 1;
        }
    }

    private boolean open() {
        Kept kept = store.open();
        if (kept == null) {
            return false;
        }
        mine = store.writes().isMine();
        if (kept.cursor() == stuckAt && !mine) {
            store.shut();
            return false;
        }
        stuckAt = -1;
        forgets = kept.forgets();
        failing = false;
        // another replica may have written of events that this one has yet to hear of
        memory.begin(Math.min(kept.cursor(), log.head()), kept.cursor());
        begun.run();
        return true;
    }

    /** How far the tables are by now; false where that is of no use. */
    private boolean look() {
        try {
            Kept kept = store.writes().kept();
            mine = store.writes().isMine();
            if (kept.cursor() < memory.written()) {
                store.lose("read", new IllegalStateException("they end before what was written"));
                return false;
            }
            mindWhetherItMoves(kept.cursor());
            memory.written(kept.cursor());
            if (kept.forgets() != forgets) {
                memory.forgotten(log.first() - 1);
                forgets = kept.forgets();
            }
            if (!mine) {
                well();
            }
            return true;
        } catch (SQLException e) {
            failed("read", e);
            return false;
        }
    }

    /** Where nobody writes what this replica has no room for, it goes on without the tables until somebody does. */
    private void mindWhetherItMoves(long cursor) {
        boolean waits = !mine && memory.isFull() && cursor == memory.written();
        stuck = waits ? stuck + 1 : 0;
        if (stuck > STUCK_ROUNDS) {
            stuck = 0;
            stuckAt = cursor;
            store.lose("written", new IllegalStateException("the replica that should write it does not"));
        }
    }

    private void flush() {
        Memory.Unwritten unwritten = memory.unwrittenNow();
        // asked after the rows were taken: what was folded after somebody lost the file must not get into it
        if (unwritten == null || store.isLost() || unwritten.place() <= memory.written() || !mine) {
            return;
        }
        try {
            if (store.writes().write(unwritten, memory.written())) {
                memory.written(unwritten.place());
            }
            well();
        } catch (SQLException e) {
            failed("written", e);
        }
    }

    private void well() {
        store.well();
        failing = false;
    }

    private void failed(String done, SQLException e) {
        failing = true;
        if (memory.isFull() || store.isDamage(e)) {
            store.lose(done, e);
        } else {
            store.complain(done, e);
        }
    }

    private void forget() {
        if (store.isLost() || failing || !mine) {
            return;
        }
        try {
            forgetting.round(store.writes(), memory);
        } catch (SQLException e) {
            failed("written", e);
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
