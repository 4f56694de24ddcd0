package io.wotnotrelay.sink;

import java.io.IOException;
import java.io.RandomAccessFile;

/** Reads through a file of comma-separated values to learn how it ends. Only the whole of it tells what a quote means. */
final class CsvEnd {
    private final long length;
    private long rowStart;
    private int commas;
    private boolean quoted;

    CsvEnd(RandomAccessFile file, long length) throws IOException {
        this.length = length;
        byte[] page = new byte[64 * 1024];
        file.seek(0);
        for (long done = 0; done < length; ) {
            int n = file.read(page, 0, (int) Math.min(page.length, length - done));
            if (n < 0) {
                throw new IOException("it became shorter while it was read");
            }
            read(page, n, done);
            done += n;
        }
    }

    private void read(byte[] page, int n, long offset) {
        for (int i = 0; i < n; i++) {
            byte b = page[i];
            if (b == '"') {
                quoted = !quoted;
            } else if (!quoted && b == ',') {
                commas++;
            } else if (!quoted && b == '\n') {
                rowStart = offset + i + 1;
                commas = 0;
            }
        }
    }

    /**
     * Half a row that a crash left is cut off: its delivery was not settled and is repeated. A last row that only lacks
     * its line end gets one.
     */
    Layout.Start start(int cells, int longestTorn) {
        if (rowStart == length) {
            return Layout.Start.at(length);
        }
        boolean torn = quoted || commas + 1 < cells;
        if (torn && length - rowStart <= longestTorn) {
            return Layout.Start.at(rowStart);
        }
        return new Layout.Start(
                length, (quoted ? "\"\r\n" : "\r\n").getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }
}
