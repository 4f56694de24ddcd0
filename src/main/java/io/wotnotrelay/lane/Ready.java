package io.wotnotrelay.lane;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The first deliveries of their conversations that may run now. New ones and those that were parked take turns, so
 * that neither waits for all of the other; suspects of a failed batch go before both.
 */
final class Ready {
    private static final Comparator<Entry> BY_SEQ = Comparator.comparingLong(e -> e.seq);

    private final PriorityQueue<Entry> fresh = new PriorityQueue<>(BY_SEQ);
    private final PriorityQueue<Entry> again = new PriorityQueue<>(BY_SEQ);
    private final PriorityQueue<Entry> suspects = new PriorityQueue<>(BY_SEQ);
    private boolean turn;
    private int available;
    private long weight;

    void add(Entry first, long now) {
        first.readyAt = first.readyAt == 0 ? Math.max(1, now) : first.readyAt;
        queueOf(first).add(first);
        available += first.chain.length;
        weight += first.weight();
    }

    /** One more has come behind a ready one: a batch may take it along. */
    void behind() {
        available++;
    }

    /** One behind a ready one has ended: a batch had taken it along, and its filter left it out. */
    void noLongerBehind() {
        available--;
    }

    boolean isEmpty() {
        return available == 0;
    }

    /** How many could run now, with those a batch may take along. */
    int available() {
        return available;
    }

    /** About how many bytes their events take. */
    long weight() {
        return weight;
    }

    boolean hasSuspects() {
        return !suspects.isEmpty();
    }

    /** The latest hold that one of the suspects has caused: these are tried first, while they are on trial. */
    long trial() {
        return suspects.stream().mapToLong(e -> e.trial).max().orElse(0);
    }

    /** The oldest of these; null when there is none. It stays here. */
    Entry oldest(Predicate<Entry> which) {
        return Stream.of(fresh, again, suspects)
                .flatMap(PriorityQueue::stream)
                .filter(which)
                .min(BY_SEQ)
                .orElse(null);
    }

    /** Takes one of them away. */
    void remove(Entry entry) {
        if (fresh.remove(entry) || again.remove(entry) || suspects.remove(entry)) {
            taken(entry);
        }
    }

    /** Since when the first of them waits. */
    long since() {
        long since = Long.MAX_VALUE;
        for (PriorityQueue<Entry> queue : List.of(fresh, again, suspects)) {
            since = queue.isEmpty() ? since : Math.min(since, queue.peek().readyAt);
        }
        return since;
    }

    Entry poll() {
        return poll(pick());
    }

    /** Up to {@code most} in order, of one conversation as many as there are; all suspects, or none. */
    List<Entry> pollBatch(int most, long now) {
        boolean hunting = hasSuspects();
        List<Entry> batch = new ArrayList<>();
        PriorityQueue<Entry> followers = new PriorityQueue<>(BY_SEQ);
        while (batch.size() < most) {
            PriorityQueue<Entry> from = nearer(followers, hunting ? suspects : pick());
            if (from == null || from.peek().limit <= batch.size()) {
                break;
            }
            Entry entry = from == followers ? followers.poll() : poll(from);
            most = Math.min(most, entry.limit);
            batch.add(entry);
            follow(entry, followers, hunting, now);
        }
        batch.sort(BY_SEQ);
        return batch;
    }

    private static void follow(Entry entry, PriorityQueue<Entry> followers, boolean hunting, long now) {
        Entry next = entry.next;
        if (next != null && next.writing == null && next.due <= now && (next.limit < Entry.ANY) == hunting) {
            followers.add(next);
        }
    }

    private static PriorityQueue<Entry> nearer(PriorityQueue<Entry> followers, PriorityQueue<Entry> heads) {
        if (followers.isEmpty()) {
            return heads.isEmpty() ? null : heads;
        }
        return heads.isEmpty() || followers.peek().seq < heads.peek().seq ? followers : heads;
    }

    private PriorityQueue<Entry> pick() {
        if (!suspects.isEmpty()) {
            return suspects;
        }
        turn = !turn;
        PriorityQueue<Entry> first = turn ? again : fresh;
        return first.isEmpty() ? (turn ? fresh : again) : first;
    }

    private Entry poll(PriorityQueue<Entry> queue) {
        Entry entry = queue.poll();
        taken(entry);
        return entry;
    }

    private void taken(Entry entry) {
        available -= entry.chain.length;
        weight -= entry.weight();
    }

    private PriorityQueue<Entry> queueOf(Entry entry) {
        if (entry.limit < Entry.ANY) {
            return suspects;
        }
        return entry.parkedAs != null ? again : fresh;
    }
}
