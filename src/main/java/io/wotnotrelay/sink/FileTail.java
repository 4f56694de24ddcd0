package io.wotnotrelay.sink;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Looks at the end of a file for lines that a try may have written whose end is not known: the last {@value #WINDOW}
 * bytes. A line is known by a key: all of it, or for comma-separated values one of its cells.
 */
final class FileTail {
    /** The lines in doubt are among the last ones; others may have been written since. */
    static final long WINDOW = 16L << 20;

    private static final int WHOLE_LINE = -1;

    private final int column;
    private final Set<String> keys;
    private final List<byte[]> lines;
    private final Map<String, Integer> counts = new HashMap<>();

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream(256);
    private int longest;
    private boolean quoted;
    private int at;
    private long lineStart;

    private FileTail(int column, Set<String> keys, List<byte[]> lines) {
        this.column = column;
        this.keys = keys;
        this.lines = lines;
        for (String key : keys) {
            // each quote may be written twice, and the cell stand between two
            longest = Math.max(longest, 2 * key.getBytes(StandardCharsets.UTF_8).length + 4);
        }
    }

    /**
     * For rows of comma-separated values.
     *
     * @param column the cell that is a row's key, counted from 0
     * @param lines the rows as they would be written
     */
    static FileTail ofCells(int column, Set<String> keys, List<byte[]> lines) {
        return new FileTail(column, keys, lines);
    }

    /** For lines that are their own keys; each of {@code lines} with its end. */
    static FileTail ofLines(Set<String> keys, List<byte[]> lines) {
        return new FileTail(WHOLE_LINE, keys, lines);
    }

    /** How often each key was there; those that were not are left out. */
    Map<String, Integer> counts() {
        return counts;
    }

    /** Reads through a file; gives where its last line begins that has no end, its length where there is none. */
    long read(RandomAccessFile file) throws IOException {
        long length = file.length();
        boolean cells = column != WHOLE_LINE;
        // only the whole of a file of comma-separated values tells what a quote means
        long from = cells ? 0 : Math.max(0, length - WINDOW);
        byte[] page = new byte[64 * 1024];
        kept.reset();
        quoted = false;
        at = 0;
        lineStart = from;
        file.seek(from);
        for (long done = from; done < length; ) {
            int n = file.read(page, 0, (int) Math.min(page.length, length - done));
            if (n < 0) {
                throw new IOException("it became shorter while it was read");
            }
            for (int i = 0; i < n; i++) {
                boolean near = done + i >= length - WINDOW;
                take(page[i], cells, near, done + i + 1);
            }
            done += n;
        }
        return lineStart;
    }

    private void take(byte b, boolean cells, boolean near, long next) {
        quoted ^= cells && b == '"';
        if (b == '\n' && !quoted) {
            count();
            kept.reset();
            at = 0;
            lineStart = next;
        } else if (cells && b == ',' && !quoted) {
            at++;
        } else if (near && (!cells || at == column) && kept.size() <= longest) {
            kept.write(b);
        }
    }

    private void count() {
        String text = kept.toString(StandardCharsets.UTF_8);
        String key = column == WHOLE_LINE ? text : plain(text);
        if (keys.contains(key)) {
            counts.merge(key, 1, Integer::sum);
        }
    }

    /** What stands in a cell. */
    private static String plain(String cell) {
        String text = cell.endsWith("\r") ? cell.substring(0, cell.length() - 1) : cell;
        boolean inQuotes = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
        return inQuotes ? text.substring(1, text.length() - 1).replace("\"\"", "\"") : text;
    }

    /** Whether these bytes at the end of a file are the beginning of one of the lines: a crash tore it. */
    boolean isTorn(byte[] rest) {
        return rest.length > 0
                && lines.stream()
                        .anyMatch(line ->
                                line.length > rest.length && Arrays.equals(line, 0, rest.length, rest, 0, rest.length));
    }

    /** The longest of the lines. */
    int longestLine() {
        return lines.stream().mapToInt(line -> line.length).max().orElse(0);
    }
}
