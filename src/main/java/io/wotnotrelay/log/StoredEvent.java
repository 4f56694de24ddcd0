package io.wotnotrelay.log;

import io.wotnotrelay.event.Event;
import io.wotnotrelay.event.EventReader;
import io.wotnotrelay.event.Glance;
import io.wotnotrelay.event.Kind;
import java.lang.ref.WeakReference;
import java.time.Instant;
import java.util.HexFormat;

/** An event as the log holds it. Immutable; the readable {@link Event} is made at the first use and shared while it is used. */
public final class StoredEvent {
    private static final WeakReference<Event> UNREAD = new WeakReference<>(null);
    private static final Glance.Seen NOTHING = new Glance.Seen(null, false);

    private final long seq;
    private final long receivedAt;
    private final long receipt;
    private final String kind;
    private final byte[] digest;
    private final byte[] raw;
    /** Weak: thousands of the latest events are kept in memory, and their parts would make each collection of garbage long. */
    private volatile WeakReference<Event> event = UNREAD;

    private volatile Glance.Seen seen;

    /**
     * @param seq its place in the log, from 1
     * @param receivedAt epoch milliseconds
     * @param receipt number of the receipt it came with ({@link Receipt#id()})
     * @param kind {@link Kind#key()}
     * @param digest 16 bytes
     * @param raw the item's own bytes; not copied, not to be changed
     */
    public StoredEvent(long seq, long receivedAt, long receipt, String kind, byte[] digest, byte[] raw) {
        this.seq = seq;
        this.receivedAt = receivedAt;
        this.receipt = receipt;
        this.kind = kind;
        this.digest = digest;
        this.raw = raw;
    }

    public long seq() {
        return seq;
    }

    public long receivedAt() {
        return receivedAt;
    }

    public long receipt() {
        return receipt;
    }

    public String kind() {
        return kind;
    }

    public byte[] digest() {
        return digest;
    }

    public byte[] raw() {
        return raw;
    }

    /** {@code evt_} and 32 hex digits. */
    public String id() {
        return "evt_" + HexFormat.of().formatHex(digest);
    }

    /** The readable event; never fails: what cannot be read is an {@code unparsable} one. */
    public Event event() {
        Event e = event.get();
        if (e == null) {
            e = EventReader.read(id(), seq, Instant.ofEpochMilli(receivedAt), Kind.of(kind), raw);
            event = new WeakReference<>(e);
        }
        return e;
    }

    /** The key of its conversation, as {@link #event()} would tell it, for a fraction of the cost; null for none. */
    public String conversation() {
        return seen().conversation();
    }

    /** Whether there may be variables in it. */
    public boolean mayHoldVariables() {
        return seen().variables();
    }

    private Glance.Seen seen() {
        Glance.Seen known = seen;
        if (known == null) {
            boolean unparsable = kind.equals(Kind.UNPARSABLE_TYPE);
            known = unparsable ? NOTHING : Glance.at(raw, this::event);
            seen = known;
        }
        return known;
    }
}
