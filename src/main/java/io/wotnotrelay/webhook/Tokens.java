package io.wotnotrelay.webhook;

import java.util.Arrays;

/** Takes the token out of a request that is kept as an event. */
final class Tokens {
    private Tokens() {}

    /** One JSON object without the member at these indexes and one of the commas beside it. */
    static byte[] cut(byte[] json, int start, int from, int to) {
        int after = blanks(json, to);
        if (json[after] == ',') {
            return joined(json, start, from, blanks(json, after + 1));
        }
        int before = from - 1;
        while (blank(json[before])) {
            before--;
        }
        return joined(json, start, json[before] == ',' ? before : from, to);
    }

    static byte[] slice(byte[] in, int from, int to) {
        return from == 0 && to == in.length ? in : Arrays.copyOfRange(in, from, to);
    }

    private static byte[] joined(byte[] in, int start, int leftEnd, int rightStart) {
        byte[] out = new byte[leftEnd - start + in.length - rightStart];
        System.arraycopy(in, start, out, 0, leftEnd - start);
        System.arraycopy(in, rightStart, out, leftEnd - start, in.length - rightStart);
        return out;
    }

    private static int blanks(byte[] in, int from) {
        int at = from;
        while (at < in.length && blank(in[at])) {
            at++;
        }
        return at;
    }

    private static boolean blank(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }
}
