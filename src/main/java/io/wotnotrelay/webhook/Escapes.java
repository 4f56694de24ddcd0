package io.wotnotrelay.webhook;

/** The escapes of a JSON string (RFC 8259 section 7). */
final class Escapes {
    private Escapes() {}

    /** What this text between two quotes means; its escapes must be valid. */
    static String undone(String written) {
        StringBuilder out = new StringBuilder(written.length());
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            if (c != '\\') {
                out.append(c);
            } else if (written.charAt(++i) == 'u') {
                out.append((char) Integer.parseInt(written, i + 1, i + 5, 16));
                i += 4;
            } else {
                out.append(plain(written.charAt(i)));
            }
        }
        return out.toString();
    }

    private static char plain(char c) {
        return switch (c) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> c;
        };
    }
}
