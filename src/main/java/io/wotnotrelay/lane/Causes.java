package io.wotnotrelay.lane;

import java.util.concurrent.CompletionException;

/** Makes causes fit to be shown: one line, no control characters, not long. */
final class Causes {
    private static final int LONGEST = 500;

    private Causes() {}

    /** The cause on one line, control and direction characters escaped, cut at {@value #LONGEST} characters. */
    static String line(String cause) {
        if (cause == null || cause.isBlank()) {
            return "the destination gave no cause";
        }
        StringBuilder line = new StringBuilder(Math.min(cause.length(), LONGEST) + 8);
        cause.strip().codePoints().limit(LONGEST + 1L).forEach(c -> append(line, c));
        if (line.length() <= LONGEST) {
            return line.toString();
        }
        int end = Character.isHighSurrogate(line.charAt(LONGEST - 2)) ? LONGEST - 2 : LONGEST - 1;
        return line.substring(0, end) + "…";
    }

    /** What was thrown, by its type and message. */
    static String of(Throwable thrown) {
        Throwable cause = root(thrown);
        String message;
        try {
            message = cause.getMessage();
        } catch (RuntimeException | StackOverflowError e) {
            message = null;
        }
        String type = cause.getClass().getName();
        return line(message == null || message.isBlank() ? type : type + ": " + message);
    }

    /** What was thrown, out of what it was wrapped into on its way. */
    static Throwable root(Throwable thrown) {
        return thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
    }

    private static void append(StringBuilder line, int c) {
        switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                escape(line, c);
            case Character.SURROGATE -> line.append('\ufffd');
            default -> line.appendCodePoint(c);
        }
    }

    private static void escape(StringBuilder line, int c) {
        switch (c) {
            case '\n' -> line.append("\\n");
            case '\r' -> line.append("\\r");
            case '\t' -> line.append(' ');
            default -> line.append(String.format("\\u%04x", c));
        }
    }
}
