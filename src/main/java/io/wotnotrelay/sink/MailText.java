package io.wotnotrelay.sink;

import java.util.function.IntPredicate;

/** What text of an event becomes in a mail: whatever could steer a mail program or end a line is out. */
final class MailText {
    private static final int REPLACEMENT = 0xfffd;

    private MailText() {}

    /** One line for a header: breaks and other control characters are blanks, blanks one, marks of direction gone. */
    static String line(String text) {
        StringBuilder out = new StringBuilder(Math.min(text.length(), 2000));
        text.codePoints().filter(c -> !steers(c)).map(MailText::inLine).forEach(c -> {
            if (c != ' ' || !out.isEmpty() && out.charAt(out.length() - 1) != ' ') {
                out.appendCodePoint(c);
            }
        });
        return out.toString().stripTrailing();
    }

    private static int inLine(int c) {
        if (c == 0 || half(c)) {
            return REPLACEMENT;
        }
        boolean blank = Character.isISOControl(c) || Character.isWhitespace(c) || Character.isSpaceChar(c);
        return blank ? ' ' : c;
    }

    /** Marks that turn the order of what is read around, or that cannot be seen (Unicode TR 9, UTS 39). */
    private static boolean steers(int c) {
        return c >= 0x202a && c <= 0x202e
                || c >= 0x2066 && c <= 0x2069
                || c == 0x200e
                || c == 0x200f
                || c == 0x061c
                || c == 0x200b
                || c == 0x2060
                || c == 0xfeff
                || c >= 0xe0000 && c <= 0xe007f;
    }

    /** Plain text of several lines; breaks of all kinds are {@code \n}, other control characters but the tab are out. */
    static String plain(String text) {
        return filtered(breaks(text), c -> c == '\n' || c == '\t' || c == 0 || !Character.isISOControl(c));
    }

    /** The same as HTML. */
    static String html(String text) {
        return Escape.markup(plain(text)).replace("\n", "<br>\n");
    }

    /** CRLF, as text in a mail ends its lines (RFC 2046 section 4.1.1). */
    static String crlf(String text) {
        return breaks(text).replace("\n", "\r\n");
    }

    private static String breaks(String text) {
        return text.indexOf('\r') < 0 ? text : text.replace("\r\n", "\n").replace('\r', '\n');
    }

    private static String filtered(String text, IntPredicate stays) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().filter(stays).forEach(c -> out.appendCodePoint(c == 0 || half(c) ? REPLACEMENT : c));
        return out.toString();
    }

    private static boolean half(int c) {
        return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    }

    /** The first so many characters, with a mark where some are missing. */
    static String cut(String text, int most) {
        return text.codePointCount(0, text.length()) <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, most - 1)).stripTrailing() + "…";
    }
}
