package io.wotnotrelay.cli.demo;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Reads a CSV file while it grows. */
final class Tail {
    private static final int BYTES_AT_ONCE = 64 * 1024;

    private final Path file;
    private final Consumer<Row> rows;
    private final Csv csv = new Csv();
    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    private final ByteBuffer bytes = ByteBuffer.allocate(BYTES_AT_ONCE);
    private long position;
    private List<String> header;

    Tail(Path file, Consumer<Row> rows) {
        this.file = file;
        this.rows = rows;
    }

    /** Reads what has come since the last time. */
    synchronized void read() throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            in.seek(position);
            for (int n = next(in); n > 0; n = next(in)) {
                position += n;
                bytes.flip();
                CharBuffer text = CharBuffer.allocate(bytes.remaining());
                // Half a character at the end stays for the next time.
                decoder.decode(bytes, text, false);
                bytes.compact();
                csv.add(text.flip().toString()).forEach(this::record);
            }
        }
    }

    private int next(RandomAccessFile in) throws IOException {
        int n = in.read(bytes.array(), bytes.position(), bytes.remaining());
        bytes.position(bytes.position() + Math.max(0, n));
        return n;
    }

    private void record(List<String> record) {
        if (header == null) {
            header = record;
        } else {
            rows.accept(Row.of(header, record));
        }
    }
}
