package io.wotnotrelay.webhook;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Takes tokens out of bytes that are to be kept. */
final class Tokens {
    /** Shorter secrets are cut only where a field is named token: elsewhere they could be any word. */
    private static final int TELLING = 8;

    private static final byte[] NAME = "\"token\"".getBytes(StandardCharsets.UTF_8);

    private Tokens() {}

    /** A body that may be no JSON, without the values of its token fields and without these secrets. */
    static byte[] withoutValues(byte[] body, String... secrets) {
        byte[] kept = withoutFields(body);
        for (String secret : secrets) {
            if (secret != null && secret.length() >= TELLING) {
                kept = without(kept, secret.getBytes(StandardCharsets.UTF_8));
            }
        }
        return kept;
    }

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

    private static byte[] withoutFields(byte[] body) {
        ByteArrayOutputStream kept = new ByteArrayOutputStream(body.length);
        int written = 0;
        int found;
        while ((found = indexOf(body, NAME, written)) >= 0) {
            int colon = blanks(body, found + NAME.length);
            int from = colon < body.length && body[colon] == ':' ? blanks(body, colon + 1) : colon;
            kept.write(body, written, from - written);
            written = from > colon ? valueEnd(body, from) : from;
        }
        kept.write(body, written, body.length - written);
        return kept.toByteArray();
    }

    private static int valueEnd(byte[] in, int from) {
        if (from >= in.length || in[from] != '"') {
            return from;
        }
        int at = from + 1;
        while (at < in.length && in[at] != '"') {
            at += in[at] == '\\' ? 2 : 1;
        }
        return Math.min(at + 1, in.length);
    }

    private static byte[] without(byte[] in, byte[] secret) {
        ByteArrayOutputStream kept = new ByteArrayOutputStream(in.length);
        int written = 0;
        int found;
        while ((found = indexOf(in, secret, written)) >= 0) {
            kept.write(in, written, found - written);
            written = found + secret.length;
        }
        kept.write(in, written, in.length - written);
        return kept.toByteArray();
    }

    private static byte[] joined(byte[] in, int start, int leftEnd, int rightStart) {
        byte[] out = new byte[leftEnd - start + in.length - rightStart];
        System.arraycopy(in, start, out, 0, leftEnd - start);
        System.arraycopy(in, rightStart, out, leftEnd - start, in.length - rightStart);
        return out;
    }

    private static int indexOf(byte[] in, byte[] wanted, int from) {
        for (int i = from; i <= in.length - wanted.length; i++) {
            if (in[i] == wanted[0] && Arrays.equals(in, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        return -1;
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
