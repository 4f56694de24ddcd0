package io.wotnotrelay.webhook;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;
import java.util.Arrays;

/** Cuts what is written to it into parts of a mebibyte. */
final class Parts extends OutputStream {
    private static final int SIZE = 1024 * 1024;

    /** Takes a part. */
    interface Shelf {
        void put(byte[] part) throws SQLException;
    }

    private final Shelf shelf;
    private byte[] part = new byte[4096];
    private int length;
    private long total;

    Parts(Shelf shelf) {
        this.shelf = shelf;
    }

    @Override
    public void write(int b) throws IOException {
        if (length == part.length) {
            makeRoom();
        }
        part[length++] = (byte) b;
    }

    private void makeRoom() throws IOException {
        if (length == SIZE) {
            put();
        } else {
            part = Arrays.copyOf(part, Math.min(SIZE, length * 2));
        }
    }

    /** Hands over what is left; all bytes written. */
    long end() throws IOException {
        if (length > 0) {
            put();
        }
        return total;
    }

    private void put() throws IOException {
        try {
            shelf.put(Arrays.copyOf(part, length));
        } catch (SQLException e) {
            throw new IOException(e.getMessage(), e);
        }
        total += length;
        length = 0;
    }
}
