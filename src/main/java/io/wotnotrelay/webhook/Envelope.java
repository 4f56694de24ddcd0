package io.wotnotrelay.webhook;

import java.util.ArrayList;
import java.util.List;

/**
 * What one walk over a request's body finds: whether it is one JSON text, its token, and its items. Reading it costs
 * a few nanoseconds a byte whatever the bytes are, so it is done before anyone is trusted.
 */
final class Envelope {
    /** What the body is. */
    enum Shape {
        /** Nothing, or an object with nothing but a token and no events: WotNot tries whether someone is there. */
        HANDSHAKE,
        /** {@code {"events":[…]}} with items. */
        EVENTS,
        /** Some other JSON text. */
        OTHER,
        /** Not one JSON text in UTF-8. */
        MALFORMED
    }

    private final byte[] body;
    private final int start;
    private final List<Item> items = new ArrayList<>();
    private Shape shape = Shape.HANDSHAKE;
    private String complaint;
    private boolean unknown;
    private boolean events;
    private String token;
    private int tokens;
    private int tokenFrom;
    private int tokenTo;

    private Envelope(byte[] body) {
        this.body = body;
        this.start = mark(body);
    }

    /** Reads a body. Never fails: what is no JSON is {@link Shape#MALFORMED}. */
    static Envelope of(byte[] body) {
        Envelope envelope = new Envelope(body);
        if (body.length > 0) {
            envelope.read();
        }
        return envelope;
    }

    Shape shape() {
        return shape;
    }

    /** Where and why the body is not one JSON text, without a byte of it; null when it is one. */
    String complaint() {
        return complaint;
    }

    /** The items, in order; only of {@link Shape#EVENTS}. */
    List<Item> items() {
        return items;
    }

    /** The body's token, up to where the body stops being JSON; null where there is none or it is no string. */
    String token() {
        return token;
    }

    /** Whether two readers could take different tokens from this body. */
    boolean tokenRepeated() {
        return tokens > 1;
    }

    byte[] body() {
        return body;
    }

    /** The JSON text without its token. */
    byte[] withoutToken() {
        return tokens == 0 ? Tokens.slice(body, start, body.length) : Tokens.cut(body, start, tokenFrom, tokenTo);
    }

    private void read() {
        JsonScan scan = new JsonScan(body, start, body.length);
        try {
            scan.space();
            boolean object = scan.peek() == '{';
            if (object) {
                members(scan);
            } else {
                scan.skip();
            }
            scan.space();
            if (!scan.atEnd()) {
                throw scan.malformed();
            }
            shape = object ? shapeOfObject() : Shape.OTHER;
            utf8();
        } catch (JsonScan.Malformed e) {
            malformed("The body is not one JSON text (RFC 8259): it cannot be read at byte " + scan.at() + ".");
        }
    }

    /**
     * {@code {}} with a valid token in the head is a handshake, not an unknown envelope: it is an object with nothing but
     * a token and empty events, both of which are absent. "No events" is said of any other JSON, of what holds something
     * that could be lost; here nothing could, and an empty {@code unparsable} event would alert people about nothing.
     */
    private Shape shapeOfObject() {
        if (unknown || items.size() > Limits.ITEMS) {
            return Shape.OTHER;
        }
        return items.isEmpty() ? Shape.HANDSHAKE : Shape.EVENTS;
    }

    private void utf8() {
        if (!Utf8.valid(body, start, body.length)) {
            malformed("The body is not UTF-8 (RFC 3629).");
        }
    }

    private void malformed(String why) {
        shape = Shape.MALFORMED;
        complaint = why;
        items.clear();
    }

    private void members(JsonScan scan) {
        for (boolean more = scan.enter(); more; more = scan.more()) {
            int from = scan.key();
            if (scan.textIs("token")) {
                token(scan, from);
            } else if (scan.textIs("events") && scan.peek() == '[' && !events) {
                events = true;
                items(scan);
            } else {
                unknown = true;
                scan.skip();
            }
        }
    }

    private void token(JsonScan scan, int from) {
        boolean string = scan.peek() == '"';
        scan.skip();
        tokens++;
        token = string ? scan.text() : null;
        tokenFrom = from;
        tokenTo = scan.at();
    }

    private void items(JsonScan scan) {
        ItemReader reader = new ItemReader(scan);
        for (boolean more = scan.enter(); more; more = scan.more()) {
            if (items.size() > Limits.ITEMS) {
                scan.skip();
            } else {
                items.add(reader.read());
            }
        }
    }

    /** A byte order mark is stepped over, as RFC 8259 section 8.1 lets a reader do; none is ever stored. */
    private static int mark(byte[] b) {
        boolean marked = b.length >= 3 && b[0] == (byte) 0xef && b[1] == (byte) 0xbb && b[2] == (byte) 0xbf;
        return marked ? 3 : 0;
    }
}
