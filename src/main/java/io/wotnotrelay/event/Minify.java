package io.wotnotrelay.event;

import java.util.Arrays;

/**
 * JSON without the blanks outside its strings (RFC 8259 section 2: space, tab, line feed, carriage return).
 * Everything else stays byte for byte, so two texts that differ only in layout become the same bytes.
 */
public final class Minify {
    private Minify() {}

    /**
     * The minified bytes of one valid JSON text.
     *
     * @param json holds the text
     * @param from index of its first byte
     * @param length its length in bytes
     * @return a fresh array, never one shared with {@code json}
     */
    public static byte[] json(byte[] json, int from, int length) {
        byte[] out = new byte[length];
        int at = 0;
        boolean string = false;
        for (int i = from; i < from + length; i++) {
            byte b = json[i];
            if (string) {
                out[at++] = b;
                if (b == '\\') {
                    out[at++] = json[++i];
                } else if (b == '"') {
                    string = false;
                }
            } else if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                out[at++] = b;
                string = b == '"';
            }
        }
        return at == length ? out : Arrays.copyOf(out, at);
    }
}
