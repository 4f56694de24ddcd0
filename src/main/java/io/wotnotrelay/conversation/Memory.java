package io.wotnotrelay.conversation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the reader has folded and what others ask it, within bounds: the latest version of the conversations in use, every
 * version that is not in the tables yet, and stretches of older times that were looked up.
 */
final class Memory {
    private static final int MOST_LATEST = 50_000;
    private static final long MOST_LATEST_WEIGHT = 32L << 20;
    private static final int MOST_PAST = 10_000;
    private static final long MOST_PAST_WEIGHT = 8L << 20;

    private final Lru<Version> latest =
            new Lru<>(MOST_LATEST, MOST_LATEST_WEIGHT, v -> v.context().weight());
    private final Lru<Span> past =
            new Lru<>(MOST_PAST, MOST_PAST_WEIGHT, s -> s.context().weight());
    private final List<Row> unwritten = new ArrayList<>();
    private final Map<String, List<Version>> unwrittenOf = new HashMap<>();
    private final long mostUnwrittenWeight;
    private long unwrittenWeight;
    private boolean keeping = true;
    private int epoch;
    private long place;
    private long written;
    private int waiting;
    private boolean closed;

    /** {@code mostUnwrittenWeight}: bytes of versions that may wait to be written. */
    Memory(long mostUnwrittenWeight) {
        this.mostUnwrittenWeight = mostUnwrittenWeight;
    }

    /** That this was known to all events of a conversation from one seq to before another. */
    record Span(long from, long until, Context context) {
        boolean holds(long seq) {
            return from <= seq && seq < until;
        }
    }

    /** Versions that are not in the tables, and the place to which they complete it. */
    record Unwritten(List<Row> rows, long place) {}

    /**
     * Where the fold begins, or begins again: all that was folded further is forgotten.
     *
     * @param kept up to here the log is in the tables
     */
    synchronized void begin(long at, long kept) {
        epoch++;
        place = at;
        written = kept;
        keeping = true;
        latest.clear();
        past.clear();
        forgetUnwritten();
    }

    /** From now on the tables are of no use: they are opened again later, and nothing is gathered for them. */
    synchronized void giveUpTables() {
        keeping = false;
        past.clear();
        forgetUnwritten();
    }

    private void forgetUnwritten() {
        unwritten.clear();
        unwrittenOf.clear();
        unwrittenWeight = 0;
    }

    /** Goes up when the fold begins again. */
    synchronized int epoch() {
        return epoch;
    }

    /** Every event up to this seq is folded. */
    synchronized long place() {
        return place;
    }

    /** Up to here the log is in the tables. */
    synchronized long written() {
        return written;
    }

    /** Whether what is not in the tables has become too much. */
    synchronized boolean isFull() {
        return unwrittenWeight > mostUnwrittenWeight;
    }

    /** How many versions are not in the tables. */
    synchronized int unwritten() {
        return unwritten.size();
    }

    /** The latest version, where it is here. */
    synchronized Version latest(String key) {
        Version known = latest.get(key);
        List<Version> versions = known == null ? unwrittenOf.get(key) : null;
        return versions == null ? known : versions.get(versions.size() - 1);
    }

    /** By the fold, what the tables told, or that they told nothing. */
    synchronized void found(int ofEpoch, String key, Version version) {
        if (ofEpoch == epoch) {
            latest.put(key, version);
        }
    }

    /** By the fold, of ascending seqs: a conversation has a new version. */
    synchronized void learnt(int ofEpoch, Row row) {
        if (ofEpoch != epoch) {
            return;
        }
        latest.put(row.key(), row.version());
        if (keeping && row.version().seq() > written) {
            unwritten.add(row);
            unwrittenOf.computeIfAbsent(row.key(), k -> new ArrayList<>(2)).add(row.version());
            unwrittenWeight += row.weight();
        }
    }

    /** By the fold: it passes events that others have folded, so what it knows as the latest may not be. */
    synchronized void passes(int ofEpoch) {
        if (ofEpoch == epoch) {
            latest.clear();
        }
    }

    /** By the fold: all up to this seq is folded. False when it has begun again meanwhile. */
    synchronized boolean placed(int ofEpoch, long seq) {
        if (ofEpoch != epoch) {
            return false;
        }
        place = Math.max(place, seq);
        if (waiting > 0) {
            notifyAll();
        }
        return true;
    }

    /** Waits until this seq is folded; false when that will not be. */
    synchronized boolean await(long seq) throws InterruptedException {
        waiting++;
        try {
            while (place < seq && !closed) {
                wait();
            }
        } finally {
            waiting--;
        }
        return place >= seq;
    }

    /** Nobody waits any more. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    /** What was known at this seq, where it is here: null where the tables must be asked. */
    synchronized Context asOf(String key, long seq) {
        Version newest = latest.get(key);
        if (newest != null && newest.seq() <= seq) {
            return newest.context();
        }
        List<Version> versions = unwrittenOf.getOrDefault(key, List.of());
        for (int i = versions.size() - 1; i >= 0; i--) {
            if (versions.get(i).seq() <= seq) {
                return versions.get(i).context();
            }
        }
        Span span = past.get(key);
        return span != null && span.holds(seq) ? span.context() : null;
    }

    /** What the tables told of older times. */
    synchronized void remember(int ofEpoch, String key, Span span) {
        if (ofEpoch == epoch) {
            past.put(key, span);
        }
    }

    /** What the tables lack; null where they are given up. */
    synchronized Unwritten unwrittenNow() {
        int upTo = unwritten.size();
        while (upTo > 0 && unwritten.get(upTo - 1).version().seq() > place) {
            upTo--;
        }
        return keeping ? new Unwritten(List.copyOf(unwritten.subList(0, upTo)), place) : null;
    }

    /** Up to here all is in the tables now, whoever wrote it. */
    synchronized void written(long upTo) {
        written = upTo;
        int many = 0;
        while (many < unwritten.size() && unwritten.get(many).version().seq() <= upTo) {
            Row row = unwritten.get(many++);
            unwrittenWeight -= row.weight();
            unwrittenOf.computeIfPresent(row.key(), (key, versions) -> {
                versions.remove(0);
                return versions.isEmpty() ? null : versions;
            });
        }
        unwritten.subList(0, many).clear();
    }

    /** The tables have let go of rows up to this seq: nothing of them may be remembered here. */
    synchronized void forgotten(long upTo) {
        latest.removeIf(version -> version.seq() > 0 && version.seq() <= upTo);
        past.clear();
    }
}
