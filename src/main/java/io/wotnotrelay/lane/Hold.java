package io.wotnotrelay.lane;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Held while the destination is set up wrongly: after a configuration error, or when events of five conversations were
 * refused for good in a row. What was refused then comes back from the dead letters, and when the lane opens the events
 * that caused the hold are on trial: another such failure makes them dead letters.
 */
final class Hold {
    static final int ROW = 5;
    /** Of those refused in a row, so many come back: one conversation may have many. */
    private static final int MOST_REMEMBERED = 1_000;

    private final Probe probe = new Probe(Duration.ofSeconds(30), Duration.ofMinutes(10));
    private final Deque<Refused> row = new ArrayDeque<>();
    private final Set<Object> conversations = new HashSet<>();
    private long number;
    private String cause;

    Probe probe() {
        return probe;
    }

    boolean isHeld() {
        return cause != null;
    }

    /** Why it is held; null when it is not. */
    String cause() {
        return cause;
    }

    void begin(String why, long now) {
        cause = why;
        number++;
        probe.begin(now);
    }

    /** These have caused it. */
    void accuse(Entry entry, int together) {
        entry.trial = number;
        entry.limit = Math.min(entry.limit, (together + 1) / 2);
        probe.tried(entry);
    }

    /** Whether a failure that is the destination's, or the event's, must be this event's: all others go well. */
    boolean isOnTrial(Entry entry) {
        return !isHeld() && number > 0 && entry.trial == number;
    }

    /** Whether one more that is refused makes the row whole. */
    boolean completesRow(Entry entry) {
        return conversations.size() >= ROW - 1 && !conversations.contains(key(entry.conversation, entry.seq));
    }

    void refused(Refused refused) {
        row.removeIf(before -> before.row().seq() == refused.row().seq());
        row.addLast(refused);
        conversations.add(key(refused.row().conversation(), refused.row().seq()));
        if (row.size() > MOST_REMEMBERED) {
            row.removeFirst();
        }
    }

    boolean hasRow() {
        return !row.isEmpty();
    }

    List<Long> row() {
        return row.stream().map(r -> r.row().seq()).toList();
    }

    /** Those of the row that can come back now; they are no longer of it. */
    List<Refused> comingBack(Predicate<Refused> can) {
        List<Refused> back = new ArrayList<>();
        if (isHeld() && hasRow()) {
            row.stream().filter(can).forEach(back::add);
            row.removeAll(back);
        }
        return back;
    }

    /** Something was delivered. */
    void end() {
        cause = null;
        row.clear();
        conversations.clear();
    }

    /** An event without a conversation is one of its own. */
    private static Object key(String conversation, long seq) {
        return conversation == null ? Long.valueOf(seq) : conversation;
    }
}
