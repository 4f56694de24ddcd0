package io.wotnotrelay.event;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** JSON as text: writing values, and changing the strings of a text while everything else stays as it is. */
final class JsonText {
    private static final String HEX = "0123456789abcdef";

    private JsonText() {}

    /** Appends any value of an event as JSON. */
    static void append(StringBuilder out, Object value) {
        if (value instanceof String s) {
            quote(out, s);
        } else if (value instanceof Fields fields) {
            fields.appendJson(out);
        } else if (value instanceof Items items) {
            items.appendJson(out);
        } else if (value instanceof Map<?, ?> map) {
            object(out, map);
        } else if (value instanceof List<?> list) {
            array(out, list);
        } else if (value == null || value instanceof Number || value instanceof Boolean) {
            out.append(value);
        } else {
            quote(out, value.toString());
        }
    }

    private static void object(StringBuilder out, Map<?, ?> map) {
        String before = "";
        out.append('{');
        for (Map.Entry<?, ?> e : map.entrySet()) {
            out.append(before);
            quote(out, String.valueOf(e.getKey()));
            out.append(':');
            append(out, e.getValue());
            before = ",";
        }
        out.append('}');
    }

    private static void array(StringBuilder out, List<?> list) {
        String before = "";
        out.append('[');
        for (Object value : list) {
            out.append(before);
            append(out, value);
            before = ",";
        }
        out.append(']');
    }

    /**
     * Appends a string with its quotes. Lone surrogates are escaped, because UTF-8 cannot carry them (RFC 8259 section
     * 8.2), and so are the line separators U+2028 and U+2029, so that one text is one line for every reader.
     */
    static void quote(StringBuilder out, String s) {
        int plain = plain(s);
        out.append('"').append(s, 0, plain);
        for (int i = plain; i < s.length(); i++) {
            char c = s.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c >= ' ' && c < '\u007f') {
                out.append(c);
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < s.length()
                    && Character.isLowSurrogate(s.charAt(i + 1))) {
                out.append(c).append(s.charAt(++i));
            } else {
                special(out, c);
            }
        }
        out.append('"');
    }

    /** How many characters at the start can stand as they are: mostly all. */
    private static int plain(String s) {
        int i = 0;
        while (i < s.length()
                && s.charAt(i) >= ' '
                && s.charAt(i) < '\u007f'
                && s.charAt(i) != '"'
                && s.charAt(i) != '\\') {
            i++;
        }
        return i;
    }

    private static void special(StringBuilder out, char c) {
        switch (c) {
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> {
                if (c < '\u00a0' || c == '\u2028' || c == '\u2029' || Character.isSurrogate(c)) {
                    unicode(out, c);
                } else {
                    out.append(c);
                }
            }
        }
    }

    private static void unicode(StringBuilder out, char c) {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            out.append(HEX.charAt(c >> shift & 15));
        }
    }

    /**
     * Appends a minified JSON text with every string value, but no key, replaced. A string that the function leaves as
     * it is keeps its very characters, escapes included.
     */
    static void mapTexts(StringBuilder out, String json, UnaryOperator<String> function) {
        int at = 0;
        while (at < json.length()) {
            int quote = json.indexOf('"', at);
            if (quote < 0) {
                out.append(json, at, json.length());
                return;
            }
            out.append(json, at, quote);
            at = afterString(json, quote);
            mapText(out, json, quote, at, function);
        }
    }

    private static void mapText(StringBuilder out, String json, int from, int to, UnaryOperator<String> function) {
        boolean key = to < json.length() && json.charAt(to) == ':';
        String before = key ? null : unquote(json, from, to);
        String after = key ? null : function.apply(before);
        if (key || before.equals(after)) {
            out.append(json, from, to);
        } else {
            append(out, after);
        }
    }

    /** The index after the closing quote of the string whose opening quote is here. */
    private static int afterString(String json, int quote) {
        int at = quote + 1;
        while (json.charAt(at) != '"') {
            at += json.charAt(at) == '\\' ? 2 : 1;
        }
        return at + 1;
    }

    private static String unquote(String json, int from, int to) {
        int escape = json.indexOf('\\', from);
        if (escape < 0 || escape >= to) {
            return json.substring(from + 1, to - 1);
        }
        StringBuilder out = new StringBuilder(to - from);
        int at = from + 1;
        while (at < to - 1) {
            char c = json.charAt(at);
            at += c == '\\' ? unescape(out, json, at) : 1;
            if (c != '\\') {
                out.append(c);
            }
        }
        return out.toString();
    }

    /** Appends the character of the escape here; how many characters the escape has. */
    private static int unescape(StringBuilder out, String json, int at) {
        char c = json.charAt(at + 1);
        if (c == 'u') {
            out.append((char) Integer.parseInt(json, at + 2, at + 6, 16));
            return 6;
        }
        int plain = "bfnrt".indexOf(c);
        out.append(plain < 0 ? c : "\b\f\n\r\t".charAt(plain));
        return 2;
    }
}
