package io.wotnotrelay.webhook;

import io.wotnotrelay.event.Event;
import io.wotnotrelay.event.EventTime;
import io.wotnotrelay.event.Kind;

/**
 * Reads one item of a batch: where it ends, what kind of event it is, whether it keeps the limits. A name that is
 * there twice where it decides something makes the item {@code unparsable}: readers differ in which one they take.
 */
final class ItemReader {
    private static final String MESSAGE = "message";

    private final JsonScan scan;
    private String type;
    private String subtype;
    private boolean timed;
    private boolean ambiguous;

    ItemReader(JsonScan scan) {
        this.scan = scan;
    }

    /** The item that begins where the scan stands. */
    Item read() {
        type = null;
        subtype = null;
        timed = false;
        ambiguous = false;
        scan.beginMeasure();
        int from = scan.at();
        if (scan.peek() == '{') {
            item();
        } else {
            scan.skip();
        }
        boolean understood = type != null && !type.isEmpty() && !ambiguous && Limits.hold(scan.measure());
        return new Item(
                from,
                scan.at(),
                understood ? kind() : Kind.UNPARSABLE,
                timed,
                scan.measure().blanks() == 0);
    }

    private Kind kind() {
        return new Kind(Event.WOTNOT, type, MESSAGE.equals(type) ? subtype : null);
    }

    private void item() {
        boolean event = false;
        boolean conversation = false;
        boolean timestamp = false;
        for (boolean more = scan.enter(); more; more = scan.more()) {
            scan.key();
            if (scan.textIs("event")) {
                event = once(event);
                inside(Part.EVENT);
            } else if (scan.textIs("timestamp")) {
                timestamp = once(timestamp);
                timed = EventTime.parse(textOrNumber()).isPresent();
            } else {
                conversation = scan.textIs("conversation") ? once(conversation) : conversation;
                scan.skip();
            }
        }
    }

    /** The objects on the way to the message's type. */
    private enum Part {
        EVENT,
        PAYLOAD,
        MESSAGE
    }

    private void inside(Part part) {
        if (scan.peek() != '{') {
            scan.skip();
            return;
        }
        boolean step = false;
        boolean named = false;
        for (boolean more = scan.enter(); more; more = scan.more()) {
            scan.key();
            if (part != Part.MESSAGE && scan.textIs(part == Part.EVENT ? "payload" : MESSAGE)) {
                step = once(step);
                inside(part == Part.EVENT ? Part.PAYLOAD : Part.MESSAGE);
            } else if (part != Part.PAYLOAD && scan.textIs("type")) {
                named = once(named);
                name(part, text());
            } else {
                scan.skip();
            }
        }
    }

    private void name(Part part, String text) {
        if (part == Part.EVENT) {
            type = text;
        } else {
            subtype = text == null || text.isEmpty() ? null : text;
        }
    }

    private boolean once(boolean before) {
        ambiguous |= before;
        return true;
    }

    /** A number as it is written: some clocks write one, and the event's own reader takes it. */
    private String textOrNumber() {
        int from = scan.at();
        byte first = scan.peek();
        String text = text();
        return first == '-' || (first >= '0' && first <= '9') ? scan.written(from) : text;
    }

    /** The text of the value that begins here, or null where it is no string. */
    private String text() {
        boolean string = scan.peek() == '"';
        scan.skip();
        return string ? scan.text() : null;
    }
}
