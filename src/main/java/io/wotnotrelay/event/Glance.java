package io.wotnotrelay.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * What one walk over an item's bytes tells without reading it into its parts, which costs ten times as much: whose
 * conversation it is, and whether variables may be in it. It says just what the event would say; where it cannot (a name
 * with an escape in it), the event is asked.
 */
public final class Glance {
    private static final byte[] CONVERSATION = bytes("conversation");
    private static final byte[] KEY = bytes("key");
    private static final byte[] VARIABLES = bytes("variables");

    private final byte[] in;
    private int depth;
    /** Whether the brackets now open are the item's and its conversation's. */
    private boolean inside;

    private int keyFrom = -1;
    private int keyTo;
    private boolean unsure;
    private boolean variables;

    private Glance(byte[] in) {
        this.in = in;
    }

    /**
     * What was seen.
     *
     * @param conversation the conversation's key; null where it has none
     * @param variables whether something in it is named {@code variables}, at any depth
     */
    public record Seen(String conversation, boolean variables) {}

    /**
     * Looks at an item.
     *
     * @param raw one JSON text in UTF-8, as the webhook lets it through
     * @param event reads it, where looking is not enough
     */
    public static Seen at(byte[] raw, Supplier<Event> event) {
        Glance glance = new Glance(raw);
        glance.walk();
        return glance.unsure
                ? new Seen(event.get().conversation().key(), true)
                : new Seen(glance.key(), glance.variables);
    }

    private void walk() {
        int i = 0;
        while (i < in.length && !unsure) {
            switch (in[i]) {
                case '"' -> i = text(i + 1);
                case '{', '[' -> {
                    depth++;
                    i++;
                }
                case '}', ']' -> {
                    depth--;
                    inside &= depth > 1;
                    i++;
                }
                default -> i++;
            }
        }
    }

    /** A text that begins here; answers where to go on. */
    private int text(int from) {
        int to = end(from);
        int next = blanks(to + 1);
        if (next >= in.length || in[next] != ':') {
            return next;
        }
        unsure = escaped(from, to);
        variables |= is(VARIABLES, from, to);
        int value = blanks(next + 1);
        if (depth == 1 && is(CONVERSATION, from, to)) {
            inside = value < in.length && in[value] == '{';
            keyFrom = -1;
        } else if (depth == 2 && inside && is(KEY, from, to)) {
            found(value);
        }
        return value;
    }

    /** The value of the key begins here: of two, the last counts. */
    private void found(int value) {
        keyFrom = -1;
        boolean text = value < in.length && in[value] == '"';
        int to = text ? end(value + 1) : value;
        if (text) {
            unsure |= escaped(value + 1, to);
        } else {
            while (to < in.length && "+-.".indexOf(in[to]) >= 0 | Character.isLetterOrDigit(in[to])) {
                to++;
            }
        }
        int from = text ? value + 1 : value;
        if (to > from && (text || in[from] != 'n')) {
            keyFrom = from;
            keyTo = to;
        }
    }

    private String key() {
        return keyFrom < 0 ? null : new String(in, keyFrom, keyTo - keyFrom, StandardCharsets.UTF_8);
    }

    /** Where the text that begins here ends. */
    private int end(int from) {
        int i = from;
        while (i < in.length && in[i] != '"') {
            i += in[i] == '\\' ? 2 : 1;
        }
        return Math.min(i, in.length);
    }

    private int blanks(int from) {
        int i = from;
        while (i < in.length && (in[i] == ' ' || in[i] == '\n' || in[i] == '\r' || in[i] == '\t')) {
            i++;
        }
        return i;
    }

    private boolean escaped(int from, int to) {
        for (int i = from; i < to; i++) {
            if (in[i] == '\\') {
                return true;
            }
        }
        return false;
    }

    private boolean is(byte[] name, int from, int to) {
        return to - from == name.length && Arrays.equals(in, from, to, name, 0, name.length);
    }

    private static byte[] bytes(String name) {
        return name.getBytes(StandardCharsets.US_ASCII);
    }
}
