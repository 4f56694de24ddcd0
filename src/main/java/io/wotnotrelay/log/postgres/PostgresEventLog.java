package io.wotnotrelay.log.postgres;

import io.wotnotrelay.config.Settings;
import io.wotnotrelay.log.Leases;
import io.wotnotrelay.log.StoredEvent;
import io.wotnotrelay.log.sql.LaneReads;
import io.wotnotrelay.log.sql.LaneStates;
import io.wotnotrelay.log.sql.Session;
import io.wotnotrelay.log.sql.SqlEventLog;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.sql.DataSource;

/** The event log in a PostgreSQL database. Several relays may open the same one; each has a data folder of its own. */
public final class PostgresEventLog extends SqlEventLog {
    private final Parts parts;

    PostgresEventLog(Parts parts) {
        super(parts.core());
        this.parts = parts;
        parts.follower().read(this::read);
    }

    /**
     * Opens the log of this database, or begins one where there is none.
     *
     * @param data the data folder of this replica, for what is derived from the log; kept to this user alone (0700)
     * @throws io.wotnotrelay.log.LogOpenException with a sentence for the operator
     */
    public static PostgresEventLog open(Path data, Settings.Store store, Settings.Dedup dedup, Clock clock) {
        return new Opening(data, store, dedup, clock).open();
    }

    /** Whether a store's URL is of this kind. */
    public static boolean takes(Settings.Store store) {
        return store.url() != null && store.url().startsWith("jdbc:postgresql:");
    }

    /** The number of this replica's start, larger for later ones of any replica. */
    @Override
    public long replica() {
        return parts.standing().replica();
    }

    @Override
    public Optional<Leases> leases() {
        return Optional.of(parts.leases());
    }

    @Override
    public Optional<DataSource> shared() {
        return Optional.of(parts.derived());
    }

    @Override
    public void listen(CommitListener listener) {
        parts.follower().listeners().add(listener);
    }

    /** Bytes of the events kept, as they were received: what the tables take on the disk is left to the database. */
    @Override
    public long usedBytes() {
        return parts.core().readers().ask(PostgresEventLog::usedBytes);
    }

    private static long usedBytes(Session session) throws SQLException {
        try (PreparedStatement select = session.prepare("SELECT coalesce((SELECT bytes FROM intake ORDER BY n DESC"
                        + " LIMIT 1), 0) - freed FROM log");
                ResultSet row = select.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    @Override
    protected String refusal() {
        return parts.standing().fate().doubt();
    }

    /** As they are in the database: another replica may have changed them. */
    @Override
    protected LaneStates states() {
        List<LaneStates.State> all = parts.core().readers().ask(LaneReads::read);
        LaneStates states = new LaneStates();
        states.become(all);
        return states;
    }

    /** The room of what was deleted is used again; giving it back is the database's part. */
    @Override
    protected CompletionStage<Void> shrink() {
        return CompletableFuture.completedStage(null);
    }

    @Override
    protected void release() {
        parts.close();
    }

    @Override
    protected List<StoredEvent> page(Session session, long after, int most) throws SQLException {
        return Page.after(session, after, most, PAGE_BYTES);
    }
}
