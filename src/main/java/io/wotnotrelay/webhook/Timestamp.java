package io.wotnotrelay.webhook;

import java.time.Year;

/**
 * Whether an item tells when it happened. Items that do not are never duplicates of each other, so this only has to
 * know the shapes a clock writes: {@code 2023-09-01 14:13:32.141788}, with a T or a blank, a fraction or none, a zone or none.
 */
final class Timestamp {
    private static final String DATE = "dddd-dd-dd";
    private static final String TIME = "dd:dd:dd";

    private Timestamp() {}

    static boolean readable(String text) {
        if (!shaped(text, 0, DATE) || !shaped(text, 11, TIME) || "T ".indexOf(text.charAt(10)) < 0) {
            return false;
        }
        return date(text) && time(text) && zone(text, fraction(text, 19));
    }

    private static boolean shaped(String text, int from, String shape) {
        if (text.length() < from + shape.length()) {
            return false;
        }
        for (int i = 0; i < shape.length(); i++) {
            char c = text.charAt(from + i);
            if (shape.charAt(i) == 'd' ? !digit(c) : c != shape.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean date(String text) {
        int month = two(text, 5);
        int day = two(text, 8);
        int year = two(text, 0) * 100 + two(text, 2);
        return month >= 1
                && month <= 12
                && day >= 1
                && day <= Year.of(year).atMonth(month).lengthOfMonth();
    }

    private static boolean time(String text) {
        return two(text, 11) < 24 && two(text, 14) < 60 && two(text, 17) < 60;
    }

    /** Index behind a fraction of at most nine digits, or where there is none. */
    private static int fraction(String text, int from) {
        if (from >= text.length() || text.charAt(from) != '.') {
            return from;
        }
        int at = from + 1;
        while (at < text.length() && at - from <= 9 && digit(text.charAt(at))) {
            at++;
        }
        return at == from + 1 ? from : at;
    }

    private static boolean zone(String text, int from) {
        int left = text.length() - from;
        return left == 0 || (left == 1 && text.charAt(from) == 'Z') || (left == 6 && offset(text, from));
    }

    private static boolean offset(String text, int from) {
        return "+-".indexOf(text.charAt(from)) >= 0
                && shaped(text, from + 1, "dd:dd")
                && two(text, from + 1) <= 18
                && two(text, from + 4) < 60;
    }

    private static int two(String text, int at) {
        return (text.charAt(at) - '0') * 10 + text.charAt(at + 1) - '0';
    }

    private static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }
}
