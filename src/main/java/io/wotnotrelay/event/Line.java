package io.wotnotrelay.event;

import java.util.ArrayList;
import java.util.List;

/** One readable line out of whatever was written. */
final class Line {
    private Line() {}

    /**
     * The text as one line: each run of line breaks and control characters, with the blanks around it, is one blank.
     * Null when nothing is left.
     */
    static String of(String text) {
        if (text == null) {
            return null;
        }
        String line = clean(text) ? text.strip() : flatten(text).strip();
        return line.isEmpty() ? null : line;
    }

    private static boolean clean(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (breaks(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean breaks(char c) {
        return c < ' ' || c >= '\u007f' && c <= '\u009f' || c == '\u2028' || c == '\u2029';
    }

    private static String flatten(String text) {
        StringBuilder out = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            if (!breaks(text.charAt(at))) {
                out.append(text.charAt(at++));
                continue;
            }
            while (at < text.length() && (breaks(text.charAt(at)) || text.charAt(at) == ' ')) {
                at++;
            }
            while (out.length() > 0 && out.charAt(out.length() - 1) == ' ') {
                out.setLength(out.length() - 1);
            }
            out.append(' ');
        }
        return out.toString();
    }

    /** What is there of these, joined; null where nothing is. */
    static String join(String between, String... parts) {
        List<String> there = new ArrayList<>(parts.length);
        for (String part : parts) {
            if (part != null && !part.isEmpty()) {
                there.add(part);
            }
        }
        return there.isEmpty() ? null : String.join(between, there);
    }

    /** The first that is there. */
    static String first(String... candidates) {
        for (String candidate : candidates) {
            if (candidate != null && !candidate.isBlank()) {
                return candidate;
            }
        }
        return null;
    }

    /** Any JSON value as a person reads it; null for none. */
    static String show(Object value) {
        return value == null ? null : first(value.toString());
    }
}
