package io.wotnotrelay.process;

/** A step of a route that one event is too much for. */
public final class Poison {
    private Poison() {}

    /** @throws StackOverflowError, an Error, for the text {@code error}; an exception for the text {@code exception} */
    public static void taste(String text) {
        if (text.equals("error")) {
            overflow(1);
        }
        if (text.equals("exception")) {
            throw new IllegalArgumentException("first line\r\n2026-01-01 ERROR forged \u001b[31m\u2028line");
        }
    }

    private static int overflow(int n) {
        return overflow(n + 1) + overflow(n);
    }
}
