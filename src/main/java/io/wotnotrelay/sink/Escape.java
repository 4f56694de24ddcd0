package io.wotnotrelay.sink;

import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/** How text of an event is written into each kind of target. */
final class Escape {
    private static final String HEX = "0123456789ABCDEF";
    private static final String UNRESERVED = "-._~";
    private static final String RESERVED = ":/?@!$&'()*+,;=[]";

    private Escape() {}

    /** The escape for a body of this media type; JSON is not written by escaping, see {@link JsonTemplate}. */
    static UnaryOperator<String> of(String contentType) {
        String type = contentType.toLowerCase(java.util.Locale.ROOT);
        if (type.startsWith("application/x-www-form-urlencoded")) {
            return Escape::url;
        }
        if (type.contains("html") || type.contains("xml")) {
            return Escape::markup;
        }
        return UnaryOperator.identity();
    }

    /** One path segment, or one name or value of a query or form (RFC 3986 section 2): only unreserved characters stay. */
    static String url(String text) {
        return percent(text, UNRESERVED, false);
    }

    /** The author's own part of a URL: what may stand in one stays, the rest (blanks, letters with accents) is encoded. */
    static String urlAsWritten(String text) {
        return percent(text, UNRESERVED + RESERVED, true);
    }

    /** One line of printable ASCII: a header value can neither end nor carry bytes of its own (RFC 9110 section 5.5). */
    static String header(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> out.append(c < ' ' || c == 0x7f ? ' ' : c > 0x7f ? '?' : (char) c));
        return out.toString();
    }

    /** Text or attribute value of HTML and XML; what XML cannot hold becomes U+FFFD. */
    static String markup(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.appendCodePoint(inXml(c) ? c : 0xfffd);
            }
        });
        return out.toString();
    }

    private static boolean inXml(int c) {
        return c >= ' ' ? !surrogate(c) && c != 0xfffe && c != 0xffff : c == '\n' || c == '\r' || c == '\t';
    }

    /** UTF-8; half of a surrogate pair becomes U+FFFD. */
    static byte[] utf8(String text) {
        return whole(text).getBytes(StandardCharsets.UTF_8);
    }

    /** The text with U+FFFD in place of each half of a surrogate pair. */
    static String whole(String text) {
        return replaceHalves(text, half -> "\ufffd");
    }

    /** UTF-8 of a JSON text; half of a surrogate pair, which only a JSON string can hold, stays itself as an escape. */
    static byte[] json(String json) {
        return replaceHalves(json, half -> "\\u" + Integer.toHexString(half)).getBytes(StandardCharsets.UTF_8);
    }

    private static String replaceHalves(String text, java.util.function.IntFunction<String> replacement) {
        StringBuilder out = null;
        int done = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isSurrogate(c)) {
                continue;
            }
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
                continue;
            }
            out = out == null ? new StringBuilder(text.length() + 16) : out;
            out.append(text, done, i).append(replacement.apply(c));
            done = i + 1;
        }
        return out == null ? text : out.append(text, done, text.length()).toString();
    }

    private static String percent(String text, String keep, boolean keepEscapes) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        byte[] bytes = utf8(text);
        for (int i = 0; i < bytes.length; i++) {
            int b = bytes[i] & 0xff;
            if (alphanumeric(b) || keep.indexOf(b) >= 0 || keepEscapes && escape(bytes, i)) {
                out.append((char) b);
            } else {
                out.append('%').append(HEX.charAt(b >> 4)).append(HEX.charAt(b & 15));
            }
        }
        return out.toString();
    }

    private static boolean escape(byte[] bytes, int at) {
        return bytes[at] == '%'
                && at + 2 < bytes.length
                && Character.digit(bytes[at + 1], 16) >= 0
                && Character.digit(bytes[at + 2], 16) >= 0;
    }

    private static boolean alphanumeric(int b) {
        return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9';
    }

    private static boolean surrogate(int c) {
        return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    }
}
