package io.wotnotrelay.conversation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the reader has folded and what others ask it, within bounds: the latest version of the conversations in use, every
 * version that is not in the file yet, and stretches of older times that were looked up.
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
    private int waiting;
    private boolean closed;

    /** {@code mostUnwrittenWeight}: bytes of versions that may wait for the file. */
    Memory(long mostUnwrittenWeight) {
        this.mostUnwrittenWeight = mostUnwrittenWeight;
    }

    /** That this was known to all events of a conversation from one seq to before another. */
    record Span(long from, long until, Context context) {
        boolean holds(long seq) {
            return from <= seq && seq < until;
        }
    }

    /** Versions that are not in the file, and the place to which they complete it. */
    record Unwritten(List<Row> rows, long place) {}

    /** Where the fold begins, or begins again: all that was folded further is forgotten. */
    synchronized void begin(long at) {
        epoch++;
        place = at;
        keeping = true;
        latest.clear();
        past.clear();
        forgetUnwritten();
    }

    /** From now on the file is of no use: it is begun again later, and nothing is gathered for it. */
    synchronized void giveUpFile() {
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

    /** Whether what is not in the file has become too much. */
    synchronized boolean isFull() {
        return unwrittenWeight > mostUnwrittenWeight;
    }

    /** How many versions are not in the file. */
    synchronized int unwritten() {
        return unwritten.size();
    }

    /** The latest version, where it is here. */
    synchronized Version latest(String key) {
        Version known = latest.get(key);
        List<Version> versions = known == null ? unwrittenOf.get(key) : null;
        return versions == null ? known : versions.get(versions.size() - 1);
    }

    /** By the fold, what the file told, or that it told nothing. */
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
        if (keeping) {
            unwritten.add(row);
            unwrittenOf.computeIfAbsent(row.key(), k -> new ArrayList<>(2)).add(row.version());
            unwrittenWeight += row.weight();
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

    /** What was known at this seq, where it is here: null where the file must be asked. */
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

    /** What the file told of older times. */
    synchronized void remember(int ofEpoch, String key, Span span) {
        if (ofEpoch == epoch) {
            past.put(key, span);
        }
    }

    /** What the file lacks; null where it is given up. */
    synchronized Unwritten unwrittenNow() {
        int upTo = unwritten.size();
        while (upTo > 0 && unwritten.get(upTo - 1).version().seq() > place) {
            upTo--;
        }
        return keeping ? new Unwritten(List.copyOf(unwritten.subList(0, upTo)), place) : null;
    }

    /** These are in the file now. */
    synchronized void written(Unwritten done) {
        List<Row> rows = unwritten.subList(0, done.rows().size());
        for (Row row : rows) {
            unwrittenWeight -= row.weight();
            unwrittenOf.computeIfPresent(row.key(), (key, versions) -> {
                versions.remove(0);
                return versions.isEmpty() ? null : versions;
            });
        }
        rows.clear();
    }

    /** The file has let go of rows up to this seq: nothing of them may be remembered here. */
    synchronized void forgotten(long upTo) {
        latest.removeIf(version -> version.seq() > 0 && version.seq() <= upTo);
        past.clear();
    }
}
