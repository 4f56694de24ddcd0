package io.wotnotrelay.lane;

import io.wotnotrelay.log.Parked;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** The parked deliveries of a lane by seq, and how many of them stand there for which reason. */
final class ParkedSet {
    private final TreeMap<Long, Entry> bySeq = new TreeMap<>();
    private final Map<Parked.State, Integer> counts = new EnumMap<>(Parked.State.class);

    /** It is parked, or is parked for another reason than before. */
    void put(Entry entry, Parked.State as) {
        if (bySeq.put(entry.seq, entry) == null) {
            entry.chain.bare -= entry.parkedAs == null ? 1 : 0;
        } else {
            counts.merge(entry.parkedAs, -1, Integer::sum);
        }
        entry.parkedAs = as;
        counts.merge(as, 1, Integer::sum);
    }

    void remove(Entry entry) {
        if (bySeq.remove(entry.seq) != null) {
            counts.merge(entry.parkedAs, -1, Integer::sum);
        }
    }

    /** The one of this event; null where it is not parked. */
    Entry get(long seq) {
        return bySeq.get(seq);
    }

    int of(Parked.State state) {
        return counts.getOrDefault(state, 0);
    }

    int size() {
        return bySeq.size();
    }

    /** The oldest; null when there is none. */
    Entry first() {
        return bySeq.isEmpty() ? null : bySeq.firstEntry().getValue();
    }

    Iterable<Entry> all() {
        return bySeq.values();
    }
}
