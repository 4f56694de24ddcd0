package io.wotnotrelay.log;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import javax.sql.DataSource;

/** An event log with what looking into it and keeping it in bounds needs, beyond what the webhook and the lanes use. */
public interface LogStore extends EventLog {
    /** The random id of this log; whatever is derived from it carries it. */
    String id();

    /** The seq of the first event still kept; {@code head() + 1} where none is. */
    long first();

    /** Bytes of the pages in use; not the size of the files. */
    long usedBytes();

    /** Moves a lane, with all it remembers, to a new name; fails with IllegalArgumentException where the name is taken. */
    CompletionStage<Void> rename(int lane, String name);

    /** Forgets a lane, its parked deliveries, dead letters and outcomes. */
    CompletionStage<Void> forget(int lane);

    /** The cursor a lane was born with: events up to there were never meant for it. */
    long bornAfter(int lane);

    /** The parked deliveries of a lane that are not dead, by seq, after this one. */
    List<Parked> parked(int lane, long after, int most);

    /** How many deliveries of a lane are parked in each state, the dead too; a state without any is left out. */
    Map<Parked.State, Long> parkedCounts(int lane);

    /** How many deliveries of a lane ended how, since it was born. */
    LaneTotals totals(int lane);

    /** The seq before the first event received at or after this time (epoch milliseconds); the head where there is none. */
    long before(long receivedAt);

    /** The events from {@code from} to {@code to}, both included, by their kind. A short question for 65,536 of them. */
    Map<String, SeqSet> kinds(long from, long to);

    /** The outcomes of a lane for the events from {@code from} to {@code to}, both included, oldest commit first. */
    List<Settled> outcomes(int lane, long from, long to);

    /**
     * Forgets receipts and outcomes written before this time (epoch milliseconds). Kept all the same: what the window of
     * digests still needs, and outcomes past a lane's cursor.
     */
    CompletionStage<Void> forgetBefore(long time);

    /** How the relays that share this log settle who runs what; empty for a log of one relay alone. */
    default Optional<Leases> leases() {
        return Optional.empty();
    }

    /** The database that these relays share, for what is made of the log; empty where each keeps files of its own. */
    default Optional<DataSource> shared() {
        return Optional.empty();
    }

    /** Counters for metrics. */
    LogMeters meters();
}
