package io.wotnotrelay.destination;

import io.wotnotrelay.event.Event;
import io.wotnotrelay.event.SampleEvents;
import io.wotnotrelay.log.StoredEvent;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

/**
 * An event to test a destination with. It is marked: its text begins with {@code [test]}, and its JSON has
 * {@code extra.relay_test}. Its id is one of its own, so that no receiver takes it for the event it was made of, or the
 * other way round.
 *
 * @param of what it was made of: an event's id, or the name of a sample
 * @param stored as the log would hold it; it stands in no log
 * @param event as the route sees it
 */
public record TestEvent(String of, StoredEvent stored, Event event) {
    private static final byte[] MARK = "\"relay_test\":true".getBytes(StandardCharsets.UTF_8);
    private static final SecureRandom RANDOM = new SecureRandom();

    /**
     * One that is like a real event.
     *
     * @param seen with what is known of its conversation
     */
    public static TestEvent like(StoredEvent real, Event seen) {
        StoredEvent stored = stored(real.seq(), real.receivedAt(), real.kind(), real.raw());
        return new TestEvent(
                real.id(),
                stored,
                stored.event().with(seen.conversation(), seen.visitor()).asTest());
    }

    static TestEvent of(SampleEvents.Sample sample) {
        StoredEvent stored = stored(0, System.currentTimeMillis(), sample.kind().key(), sample.raw());
        return new TestEvent(sample.name(), stored, stored.event().asTest());
    }

    private static StoredEvent stored(long seq, long receivedAt, String kind, byte[] raw) {
        byte[] digest = new byte[16];
        RANDOM.nextBytes(digest);
        return new StoredEvent(seq, receivedAt, 0, kind, digest, marked(raw));
    }

    /** What is no object stays as it is. */
    private static byte[] marked(byte[] raw) {
        int open = next(raw, 0);
        if (open == raw.length || raw[open] != '{') {
            return raw;
        }
        int first = next(raw, open + 1);
        boolean empty = first < raw.length && raw[first] == '}';
        ByteArrayOutputStream out = new ByteArrayOutputStream(raw.length + MARK.length + 1);
        out.write(raw, 0, open + 1);
        out.writeBytes(MARK);
        if (!empty) {
            out.write(',');
        }
        out.write(raw, open + 1, raw.length - open - 1);
        return out.toByteArray();
    }

    private static int next(byte[] raw, int from) {
        int at = from;
        while (at < raw.length && raw[at] <= ' ' && raw[at] >= 0) {
            at++;
        }
        return at;
    }
}
