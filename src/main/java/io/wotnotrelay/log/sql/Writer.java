package io.wotnotrelay.log.sql;

import io.wotnotrelay.log.EventLog.Health;
import io.wotnotrelay.log.LaneLostException;
import io.wotnotrelay.log.StoreUnavailableException;
import io.wotnotrelay.log.StoredEvent;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread that changes the log: takes all that waits, commits it as one, then says so. */
public final class Writer implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
    private static final long PROBE_NANOS = 1_000_000_000L;
    private static final Health WELL = new Health(true, null);

    private final Inbox inbox;
    private final Store store;
    private final Memory memory;
    private final Clock clock;
    private final Faults faults;
    private final Meters meters;
    private final Ears ears;
    private volatile Health health = WELL;
    private volatile boolean finished;
    private Statements sql;

    /** What a writer writes into. */
    public interface Store {
        /**
         * Opens the write connection; called again after a failure. What is on disk counts: a commit may have been
         * written although it was reported as failed. So the memory is brought up to it.
         */
        Statements open(Memory memory) throws SQLException;

        /** Whether others write too: then the writer looks for their commits where it has none of its own. */
        default boolean isShared() {
            return false;
        }
    }

    /** Hears of what a commit has added, on the writer's thread, after it is on disk. */
    public interface Ears {
        void added(List<StoredEvent> events);
    }

    public Writer(Inbox inbox, Store store, Memory memory, Clock clock, Faults faults, Meters meters, Ears ears) {
        this.inbox = inbox;
        this.store = store;
        this.memory = memory;
        this.clock = clock;
        this.faults = faults;
        this.meters = meters;
        this.ears = ears;
    }

    public Health health() {
        return health;
    }

    /** Fails what was put into the inbox after the writer had ended. */
    public void refuseLate() {
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
                } else if (store.isShared()) {
                    follow();
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
        memory.window().mark();
        try {
            commit = write(commands, applied);
        } catch (Throwable cause) {
            undo(cause);
            return cause;
        }
        publish(commit, System.nanoTime() - started);
        applied.forEach(this::done);
        ears.added(commit.events());
        settleDown();
        return null;
    }

    private Commit write(List<Command> commands, List<Command> applied) throws SQLException {
        if (sql == null) {
            sql = store.open(memory);
        }
        long now = clock.millis();
        sql.begin(memory, commands.stream().anyMatch(Command::seesLanes));
        memory.window().expire(now);
        memory.window().mark();
        Commit commit = new Commit(sql, memory, now);
        for (Command command : commands) {
            try {
                command.apply(commit);
                applied.add(command);
            } catch (IllegalArgumentException | LaneLostException e) {
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

    /** Takes in what others have committed. */
    private void follow() {
        try {
            if (sql == null) {
                sql = store.open(memory);
            }
            sql.follow(memory);
            ears.added(List.of());
        } catch (SQLException | RuntimeException cause) {
            undo(cause);
        }
    }

    private void publish(Commit commit, long nanos) {
        memory.window().keep();
        commit.committed();
        remember(commit);
        if (!health.takesEvents()) {
            LOG.info("The event log takes events again.");
        }
        health = WELL;
        meters.committed(commit, nanos);
    }

    private void remember(Commit commit) {
        try {
            sql.fill(memory);
            memory.remember(commit.events());
        } catch (Throwable e) {
            LOG.error("The tail in memory failed; the commit stands and is read from the store.", e);
            memory.tail().reset(commit.head() + 1);
        }
        memory.move(commit.head());
    }

    private void undo(Throwable cause) {
        memory.window().takeBack();
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

    private void settleDown() {
        try {
            sql.committed();
        } catch (SQLException e) {
            LOG.warn("What was to be done between two commits failed; it is tried again.", e);
        }
        if (!sql.usable()) {
            closeConnection();
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
