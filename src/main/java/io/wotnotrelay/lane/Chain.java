package io.wotnotrelay.lane;

/**
 * The unsettled deliveries of one conversation, in order. Only the first may run (in a batch: the first few, together).
 * A delivery that is ordered with nothing is a chain of its own.
 */
final class Chain {
    final String key;
    Entry head;
    int length;
    /** How many have no parked row, on disk or on its way there. */
    int bare;
    /** Its first ones are running. */
    boolean busy;
    /** Its first one stands among the ready. */
    boolean ready;
    /** Its first one waits for its time. */
    boolean waiting;

    private Entry tail;

    Chain(String key) {
        this.key = key;
    }

    Entry tail() {
        return tail;
    }

    void append(Entry entry) {
        entry.chain = this;
        if (head == null) {
            head = entry;
        } else {
            tail.next = entry;
        }
        tail = entry;
        length++;
        bare += entry.parkedAs == null ? 1 : 0;
    }

    /** Puts one among them by its seq: it has come back from the dead letters. */
    void insert(Entry entry) {
        Entry before = null;
        for (Entry e = head; e != null && e.seq < entry.seq; e = e.next) {
            before = e;
        }
        entry.chain = this;
        entry.next = before == null ? head : before.next;
        if (before == null) {
            head = entry;
        } else {
            before.next = entry;
        }
        tail = entry.next == null ? entry : tail;
        length++;
        bare += entry.parkedAs == null ? 1 : 0;
    }

    /** Takes one out, settled or escaped; it is among the first, so the walk is short. */
    void remove(Entry entry) {
        Entry before = null;
        for (Entry e = head; e != entry; e = e.next) {
            before = e;
        }
        if (before == null) {
            head = entry.next;
        } else {
            before.next = entry.next;
        }
        if (tail == entry) {
            tail = before;
        }
        entry.next = null;
        length--;
        bare -= entry.parkedAs == null ? 1 : 0;
    }
}
