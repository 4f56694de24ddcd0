package io.wotnotrelay.lane;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Predicate;

/** Whose turn it is: a chain for each conversation, whose first delivery is ready, runs, or waits for its time. */
final class Turns {
    private final Ready ready = new Ready();
    private final Map<String, Chain> chains = new HashMap<>();
    private final PriorityQueue<Entry> waiting = new PriorityQueue<>(Comparator.comparingLong(e -> e.due));

    Ready ready() {
        return ready;
    }

    /** Puts it behind the others of its conversation; gives the one before it, or null. */
    Entry append(Entry entry) {
        Chain chain = chainFor(entry);
        Entry before = chain.tail();
        chain.append(entry);
        return before;
    }

    /** Puts it before the later ones of its conversation, none of which may be running. */
    void insert(Entry entry) {
        Chain chain = chainFor(entry);
        withdraw(chain);
        chain.insert(entry);
    }

    /** These are no longer with the destination. */
    void free(Collection<Entry> entries) {
        for (Entry entry : entries) {
            entry.chain.busy = false;
            if (entry != entry.chain.head) {
                entry.body = null;
            }
        }
    }

    /** Whether an earlier one of its conversation has not ended. */
    boolean hasBefore(Entry entry) {
        Chain chain = entry.conversation == null ? null : chains.get(entry.conversation);
        return chain != null && chain.head.seq < entry.seq;
    }

    /** Whether deliveries of this conversation are with the destination. */
    boolean isBusy(String conversation) {
        Chain chain = conversation == null ? null : chains.get(conversation);
        return chain != null && chain.busy;
    }

    /** Takes the first of a conversation out of its order; gives the chain it was in. */
    Chain leave(Entry entry) {
        Chain left = entry.chain;
        withdraw(left);
        remove(entry);
        new Chain(null).append(entry);
        return left;
    }

    /** Takes a settled one out. */
    void remove(Entry entry) {
        Chain chain = entry.chain;
        if (chain.ready) {
            ready.noLongerBehind();
        }
        chain.remove(entry);
        if (chain.head == null && chain.key != null) {
            chains.remove(chain.key);
        }
    }

    /** The first one of the chain becomes ready, now or when its time comes, if nothing keeps it. */
    void activate(Chain chain, long now) {
        Entry first = chain.head;
        if (first == null || first.writing != null || chain.busy || chain.ready || chain.waiting) {
            return;
        }
        if (first.due > now) {
            chain.waiting = true;
            waiting.add(first);
        } else {
            chain.ready = true;
            ready.add(first, now);
        }
    }

    /** The first one of a conversation waits no longer for its time. */
    void hasten(Entry first, long now) {
        Chain chain = first.chain;
        if (chain.waiting) {
            withdraw(chain);
            first.due = now;
            activate(chain, now);
        }
    }

    /** Those whose time has come become ready. */
    void wakeDue(long now) {
        while (!waiting.isEmpty() && waiting.peek().due <= now) {
            Chain chain = waiting.poll().chain;
            chain.waiting = false;
            activate(chain, now);
        }
    }

    /** When the next one's time comes. */
    long nextDue() {
        return waiting.isEmpty() ? Long.MAX_VALUE : waiting.peek().due;
    }

    Entry take() {
        return begin(ready.poll());
    }

    List<Entry> takeBatch(int most, long now) {
        List<Entry> batch = ready.pollBatch(most, now);
        batch.forEach(Turns::begin);
        return batch;
    }

    /** The oldest ready one of these; null when there is none. */
    Entry take(Predicate<Entry> which) {
        Entry entry = ready.oldest(which);
        if (entry != null) {
            ready.remove(entry);
            begin(entry);
        }
        return entry;
    }

    private static Entry begin(Entry entry) {
        entry.chain.ready = false;
        entry.chain.busy = true;
        return entry;
    }

    private Chain chainFor(Entry entry) {
        boolean ordered = entry.conversation != null && !entry.outOfOrder;
        return ordered ? chains.computeIfAbsent(entry.conversation, Chain::new) : new Chain(null);
    }

    private void withdraw(Chain chain) {
        if (chain.waiting) {
            waiting.remove(chain.head);
            chain.waiting = false;
        }
        if (chain.ready) {
            ready.remove(chain.head);
            chain.ready = false;
        }
    }
}
