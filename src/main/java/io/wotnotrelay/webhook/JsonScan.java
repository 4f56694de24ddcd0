package io.wotnotrelay.webhook;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Walks over JSON text in its own bytes, as strict as RFC 8259, and has measured what the limits are about. It is the one
 * reader of a request: it builds no tree and no text it is not asked for, and needs one bit of memory for each open
 * bracket, so that ten million brackets cost a megabyte and no stack.
 */
final class JsonScan {
    /** Thrown where the text is not JSON. Without a stack trace: hostile input makes many of them. */
    static final class Malformed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Malformed(int at) {
            super("no JSON at byte " + at, null, false, false);
        }
    }

    private static final byte PLAIN = 0;
    private static final byte QUOTE = 1;
    private static final byte ESCAPE = 2;
    private static final byte CONTROL = 3;
    private static final byte[] STRING = new byte[256];

    static {
        Arrays.fill(STRING, 0, 0x20, CONTROL);
        STRING['"'] = QUOTE;
        STRING['\\'] = ESCAPE;
    }

    private final byte[] in;
    private final int end;
    private int at;

    private long[] objects = new long[2];
    private int depth;

    private int textFrom;
    private int textTo;
    private boolean escaped;

    private final Measure measure = new Measure();

    JsonScan(byte[] in, int from, int end) {
        this.in = in;
        this.at = from;
        this.end = end;
    }

    /** Index of the next byte. */
    int at() {
        return at;
    }

    /** What was walked over since it last began. */
    Measure measure() {
        return measure;
    }

    /** Begins to measure anew; depth counts from here. */
    void beginMeasure() {
        measure.begin(depth);
    }

    /** The next byte; the end of the text is malformed. */
    byte peek() {
        if (at >= end) {
            throw malformed();
        }
        return in[at];
    }

    boolean atEnd() {
        return at >= end;
    }

    Malformed malformed() {
        return new Malformed(at);
    }

    /** Steps over blanks. */
    void space() {
        int from = at;
        int i = at;
        while (i < end && (in[i] == ' ' || in[i] == '\n' || in[i] == '\r' || in[i] == '\t')) {
            i++;
        }
        measure.blanks(i - from);
        at = i;
    }

    /** Steps into the object or array that begins here; false when it is empty, and then it is behind us. */
    boolean enter() {
        boolean object = in[at++] == '{';
        push(object);
        space();
        if (peek() == (object ? '}' : ']')) {
            at++;
            depth--;
            return false;
        }
        return true;
    }

    /** After a value: true at the next one of the same object or array; false when that ended, and it is behind us. */
    boolean more() {
        space();
        byte b = peek();
        if (b == ',') {
            at++;
            space();
            return true;
        }
        if (b != (inObject() ? '}' : ']')) {
            throw malformed();
        }
        at++;
        depth--;
        return false;
    }

    /** Reads a name and its colon; {@link #textIs} and {@link #text} then tell it. Returns where the name began. */
    int key() {
        int from = at;
        if (peek() != '"') {
            throw malformed();
        }
        string();
        measure.name(textTo - textFrom);
        space();
        if (peek() != ':') {
            throw malformed();
        }
        at++;
        space();
        return from;
    }

    /** Walks over the value that begins here, however deep it is. */
    void skip() {
        int base = depth;
        boolean inside = begin();
        while (depth > base) {
            if (!inside) {
                inside = more();
                continue;
            }
            if (inObject()) {
                key();
            }
            inside = begin();
        }
    }

    /** One scalar, or the beginning of an object or array; true when that has something inside. */
    private boolean begin() {
        switch (peek()) {
            case '{', '[' -> {
                return enter();
            }
            case '"' -> {
                string();
                measure.text(textTo - textFrom);
            }
            case 't' -> literal("true");
            case 'f' -> literal("false");
            case 'n' -> literal("null");
            default -> number();
        }
        return false;
    }

    /** Reads the string that begins here. */
    void string() {
        int i = at + 1;
        boolean escapes = false;
        while (i < end) {
            byte kind = STRING[in[i] & 0xff];
            if (kind == QUOTE) {
                textFrom = at + 1;
                textTo = i;
                escaped = escapes;
                at = i + 1;
                return;
            }
            if (kind == CONTROL) {
                break;
            }
            if (kind == ESCAPE) {
                escapes = true;
                i = escape(i + 1);
            } else {
                i++;
            }
        }
        at = Math.min(i, end);
        throw malformed();
    }

    private int escape(int i) {
        if (i < end) {
            if (in[i] == 'u' && i + 4 < end && hex(i + 1) && hex(i + 2) && hex(i + 3) && hex(i + 4)) {
                return i + 5;
            }
            if ("\"\\/bfnrt".indexOf(in[i]) >= 0) {
                return i + 1;
            }
        }
        at = i;
        throw malformed();
    }

    private boolean hex(int i) {
        return in[i] > 0 && Character.digit((char) in[i], 16) >= 0;
    }

    private void literal(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (peek() != word.charAt(i)) {
                throw malformed();
            }
            at++;
        }
    }

    private void number() {
        int digits = 0;
        if (peek() == '-') {
            at++;
        }
        if (peek() == '0') {
            at++;
            digits++;
        } else {
            digits += digits();
        }
        if (at < end && in[at] == '.') {
            at++;
            digits += digits();
        }
        if (at < end && (in[at] == 'e' || in[at] == 'E')) {
            at++;
            if (peek() == '+' || peek() == '-') {
                at++;
            }
            digits += digits();
        }
        measure.number(digits);
    }

    private int digits() {
        int from = at;
        while (at < end && in[at] >= '0' && in[at] <= '9') {
            at++;
        }
        if (at == from) {
            throw malformed();
        }
        return at - from;
    }

    /** Whether the last name or string read is this ASCII text, however it was escaped. */
    boolean textIs(String expected) {
        if (escaped) {
            return text().equals(expected);
        }
        if (textTo - textFrom != expected.length()) {
            return false;
        }
        for (int i = 0; i < expected.length(); i++) {
            if (in[textFrom + i] != expected.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** What was stepped over since this index, as it is written. */
    String written(int from) {
        return new String(in, from, at - from, StandardCharsets.UTF_8);
    }

    /** The last name or string read, without its escapes. */
    String text() {
        String written = new String(in, textFrom, textTo - textFrom, StandardCharsets.UTF_8);
        return escaped ? Escapes.undone(written) : written;
    }

    private void push(boolean object) {
        int word = depth >> 6;
        if (word == objects.length) {
            objects = Arrays.copyOf(objects, word * 2);
        }
        long bit = 1L << depth;
        objects[word] = object ? objects[word] | bit : objects[word] & ~bit;
        depth++;
        measure.depth(depth);
    }

    private boolean inObject() {
        return (objects[(depth - 1) >> 6] & (1L << (depth - 1))) != 0;
    }
}
