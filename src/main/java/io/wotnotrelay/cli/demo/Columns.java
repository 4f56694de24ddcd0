package io.wotnotrelay.cli.demo;

import io.wotnotrelay.config.OneLine;

/** Lines that fit a terminal of 100 columns, whatever an event holds. */
final class Columns {
    static final int WIDTH = 100;

    private Columns() {}

    /** One line, cut with a mark where it is longer than the terminal is wide. */
    static String line(String text) {
        return cut(text, WIDTH);
    }

    /** One line of at most so many characters. */
    static String cut(String text, int most) {
        String line = OneLine.of(text);
        return line.codePointCount(0, line.length()) <= most
                ? line
                : line.substring(0, line.offsetByCodePoints(0, most - 1)) + "…";
    }
}
