package io.wotnotrelay.sink;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Texts in the header of a mail. Whatever is not plain ASCII becomes encoded words (RFC 2047), and so does what looks
 * like one: typed by a visitor, the reader's mail program would decode it to line breaks and marks taken out here.
 */
final class MailHeader {
    /** The longest line of a mail without its end (RFC 5322 section 2.1.1); for a subject, of all its lines together. */
    static final int MOST = 998;

    /** Of UTF-8 in an encoded word, which may have 75 characters. */
    private static final int WORD = 45;

    private static final int LINE = 76;
    private static final String FOLD = "\r\n ";

    private MailHeader() {}

    /** The value of Subject: cleaned, cut where it is longer than {@link #MOST} bytes as it is sent. */
    static String subject(String text) {
        String line = MailText.line(cutRoughly(text));
        int room = MOST - "Subject: ".length();
        String whole = unstructured(line);
        if (whole.length() <= room) {
            return whole;
        }
        int low = 0;
        int high = line.codePointCount(0, line.length());
        while (low < high) {
            int middle = (low + high + 1) / 2;
            if (unstructured(MailText.cut(line, middle)).length() <= room) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return unstructured(MailText.cut(line, Math.max(low, 1)));
    }

    /** No more than could ever fit, so that a text of a megabyte is not encoded a dozen times. */
    private static String cutRoughly(String text) {
        return text.length() <= 20_000 ? text : text.substring(0, 20_000) + "…".repeat(MOST);
    }

    /** The name before an address; empty for none. */
    static String phrase(String name) {
        String line = MailText.cut(MailText.line(cutRoughly(name)), 120);
        if (line.isEmpty()) {
            return "";
        }
        return plain(line) && line.length() < LINE
                ? '"' + line.replace("\\", "\\\\").replace("\"", "\\\"") + '"'
                : words(line);
    }

    private static String unstructured(String line) {
        return plain(line) ? folded(line) : words(line);
    }

    private static boolean plain(String line) {
        return line.chars().allMatch(c -> c >= ' ' && c < 0x7f) && !line.contains("=?");
    }

    private static String folded(String line) {
        StringBuilder out = new StringBuilder(line.length() + 40);
        int room = LINE - "Subject: ".length();
        for (String word : line.split(" ")) {
            if (!out.isEmpty() && word.length() + 1 > room) {
                out.append("\r\n");
                room = LINE;
            }
            out.append(out.isEmpty() ? "" : " ").append(word);
            room -= word.length() + 1;
        }
        return out.toString();
    }

    private static String words(String line) {
        StringBuilder out = new StringBuilder(line.length() * 2);
        int start = 0;
        while (start < line.length()) {
            int end = start;
            int bytes = 0;
            while (end < line.length()) {
                int c = line.codePointAt(end);
                bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
                if (bytes > WORD) {
                    break;
                }
                end += Character.charCount(c);
            }
            byte[] word = line.substring(start, end).getBytes(StandardCharsets.UTF_8);
            out.append(start == 0 ? "" : FOLD).append("=?UTF-8?B?");
            out.append(Base64.getEncoder().encodeToString(word)).append("?=");
            start = end;
        }
        return out.toString();
    }
}
