package io.wotnotrelay.log.sqlite;

import io.wotnotrelay.log.EventLog.CommitListener;
import io.wotnotrelay.log.EventLog.Health;
import io.wotnotrelay.log.StoreUnavailableException;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread that changes the log: takes all that waits, commits it as one, then says so. */
final class Writer implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
    private static final long PROBE_NANOS = 1_000_000_000L;
    private static final Health WELL = new Health(true, null);

    /** Opens the write connection; called again after a failure. */
    interface Opening {
        Statements open() throws SQLException;
    }

    private final Inbox inbox;
    private final Opening opening;
    private final LaneStates lanes;
    private final DigestWindow window;
    private final Tail tail;
    private final Clock clock;
    private final Faults faults;
    private final Meters meters;
    private final WalCare wal;
    private final List<CommitListener> listeners = new CopyOnWriteArrayList<>();
    private volatile long head;
    private volatile Health health = WELL;
    private volatile boolean finished;
    private Statements sql;

    Writer(
            Inbox inbox,
            Opening opening,
            LaneStates lanes,
            DigestWindow window,
            Tail tail,
            Clock clock,
            Faults faults,
            Meters meters,
            WalCare wal,
            long head) {
        this.inbox = inbox;
        this.opening = opening;
        this.lanes = lanes;
        this.window = window;
        this.tail = tail;
        this.clock = clock;
        this.faults = faults;
        this.meters = meters;
        this.wal = wal;
        this.head = head;
    }

    long head() {
        return head;
    }

    Health health() {
        return health;
    }

    void listen(CommitListener listener) {
        listeners.add(listener);
    }

    /** Fails what was put into the inbox after the writer had ended. */
    void refuseLate() {
        if (finished) {
            failAll(inbox.take(0), faults.closing());
        }
    }

    @Override
    public void run() {
        try {
            while (true) {
                List<Command> taken = inbox.take(PROBE_NANOS);
                if (!taken.isEmpty()) {
                    work(taken);
                } else if (inbox.isClosed()) {
                    return;
                } else if (!health.takesEvents()) {
                    commit(List.of());
                }
            }
        } finally {
            inbox.close();
            finished = true;
            failAll(inbox.take(0), faults.closing());
            closeConnection();
        }
    }

    /** Events are refused first: what lanes have done may still fit. */
    private void work(List<Command> taken) {
        Throwable cause = commit(taken);
        if (cause == null) {
            return;
        }
        List<Command> events = taken.stream().filter(Command::takesEvents).toList();
        List<Command> others = taken.stream().filter(c -> !c.takesEvents()).toList();
        StoreUnavailableException refusal = faults.unavailable(cause);
        failAll(events, refusal);
        if (!events.isEmpty() && !others.isEmpty()) {
            cause = commit(others);
        }
        if (cause != null) {
            failAll(others, refusal);
        }
    }

    /** Null when all went well, else why nothing of it was written. */
    private Throwable commit(List<Command> commands) {
        long started = System.nanoTime();
        Commit commit;
        List<Command> applied = new ArrayList<>(commands.size());
        window.mark();
        try {
            commit = write(commands, applied);
        } catch (Throwable cause) {
            undo(cause);
            return cause;
        }
        publish(commit, System.nanoTime() - started);
        applied.forEach(this::done);
        tell(commit);
        finishCheckpoint();
        return null;
    }

    private Commit write(List<Command> commands, List<Command> applied) throws SQLException {
        if (sql == null) {
            open();
        }
        long now = clock.millis();
        window.expire(now);
        window.mark();
        sql.begin();
        Commit commit = new Commit(sql, lanes, window, head, now);
        for (Command command : commands) {
            try {
                command.apply(commit);
                applied.add(command);
            } catch (IllegalArgumentException e) {
                command.failed(e);
            }
        }
        commit.write();
        if (commands.isEmpty()) {
            sql.touch();
        }
        sql.commit();
        return commit;
    }

    /**
     * What is on disk counts: a commit may have been written although it was reported as failed. When a sync has failed
     * the kernel may forget what it did not write, and say so no more; hence such a commit is folded into the file, with
     * a sync of its own, before anyone is told that its events are there.
     */
    private void open() throws SQLException {
        Statements opened = opening.open();
        try {
            LaneReads.load(opened.connection, lanes);
            long onDisk = IntakeReads.head(opened.connection);
            if (onDisk != head) {
                wal.secure(opened.connection);
                IntakeReads.digests(opened.connection, window, head);
                head = onDisk;
                tail.reset(onDisk + 1);
            }
            sql = opened;
        } finally {
            if (sql == null) {
                opened.close();
            }
        }
    }

    private void publish(Commit commit, long nanos) {
        window.keep();
        commit.committed();
        remember(commit);
        head = commit.head();
        if (!health.takesEvents()) {
            LOG.info("The event log takes events again.");
        }
        health = WELL;
        meters.committed(commit, nanos);
    }

    private void remember(Commit commit) {
        try {
            tail.add(commit.events());
        } catch (Throwable e) {
            LOG.error("The tail in memory failed; the commit stands and is read from the file.", e);
            tail.reset(commit.head() + 1);
        }
    }

    private void undo(Throwable cause) {
        window.takeBack();
        meters.failed();
        if (health.takesEvents()) {
            LOG.error(faults.sentence(cause), cause);
        }
        health = new Health(false, faults.sentence(cause));
        try {
            if (sql != null) {
                sql.rollback();
            }
        } catch (SQLException | RuntimeException e) {
            LOG.debug("No transaction to roll back", e);
        }
        closeConnection();
    }

    private void done(Command command) {
        try {
            command.done();
        } catch (Throwable e) {
            LOG.error("What follows a commit failed; the commit stands.", e);
        }
    }

    private void tell(Commit commit) {
        if (commit.events().isEmpty()) {
            return;
        }
        for (CommitListener listener : listeners) {
            try {
                listener.committed(commit.events());
            } catch (Throwable e) {
                LOG.error("A listener of commits failed; the commit stands.", e);
            }
        }
    }

    private void finishCheckpoint() {
        try {
            wal.finish(sql.connection);
        } catch (SQLException e) {
            LOG.warn("The write-ahead log could not be folded in; it is tried again.", e);
        }
    }

    private void failAll(List<Command> commands, RuntimeException cause) {
        for (Command command : commands) {
            try {
                command.failed(cause);
            } catch (Throwable e) {
                LOG.error("What follows a failed commit failed.", e);
            }
        }
    }

    private void closeConnection() {
        try {
            if (sql != null) {
                sql.close();
            }
        } catch (SQLException e) {
            LOG.debug("Closing the write connection failed", e);
        } finally {
            sql = null;
        }
    }
}
