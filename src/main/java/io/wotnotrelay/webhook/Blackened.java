package io.wotnotrelay.webhook;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A body that may be no JSON, without the values of its fields named token and without these secrets. It is read where
 * it lies, in one pass, so that one of 64 MiB in a file takes no heap.
 */
record Blackened(ByteBuffer body, List<byte[]> secrets) {
    /** Shorter secrets are cut only where a field is named token: elsewhere they could be any word. */
    private static final int TELLING = 8;

    private static final byte[] NAME = "\"token\"".getBytes(StandardCharsets.UTF_8);

    /** Those of these texts that tell enough to be looked for. */
    static List<byte[]> secrets(List<String> texts) {
        return texts.stream()
                .filter(text -> text.length() >= TELLING)
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    void to(OutputStream out) throws IOException {
        int at = 0;
        while (at < body.limit()) {
            int secret = secret(at);
            if (secret > 0) {
                at += secret;
            } else if (matches(NAME, at)) {
                int value = value(at + NAME.length);
                copy(at, value, out);
                at = value < body.limit() && body.get(value) == '"' && value > at + NAME.length ? end(value) : value;
            } else {
                out.write(body.get(at++));
            }
        }
    }

    private void copy(int from, int to, OutputStream out) throws IOException {
        for (int i = from; i < to; i++) {
            out.write(body.get(i));
        }
    }

    /** Length of the secret that begins here, or 0. */
    private int secret(int at) {
        for (byte[] secret : secrets) {
            if (matches(secret, at)) {
                return secret.length;
            }
        }
        return 0;
    }

    private boolean matches(byte[] wanted, int at) {
        if (at + wanted.length > body.limit()) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if (body.get(at + i) != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    /** Where the value of the field begins whose name ends here; where the name ends, when it is no field. */
    private int value(int from) {
        int colon = blanks(from);
        return colon < body.limit() && body.get(colon) == ':' ? blanks(colon + 1) : from;
    }

    /** Behind the string that begins here. */
    private int end(int quote) {
        int at = quote + 1;
        while (at < body.limit() && body.get(at) != '"') {
            at += body.get(at) == '\\' ? 2 : 1;
        }
        return Math.min(at + 1, body.limit());
    }

    private int blanks(int from) {
        int at = from;
        while (at < body.limit() && " \n\r\t".indexOf(body.get(at)) >= 0) {
            at++;
        }
        return at;
    }
}
