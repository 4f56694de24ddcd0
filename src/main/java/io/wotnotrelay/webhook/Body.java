package io.wotnotrelay.webhook;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A request's body as it arrives, within its own bound and within what all bodies together may take of the heap. It grows
 * in pieces: arrays of megabytes are what a small heap runs out of first, so there is one only when the body is whole.
 */
final class Body {
    /** Bodies over this are read on a pool. */
    static final int LARGE = 64 * 1024;

    /** Bodies up to this are always taken. */
    static final int SMALL = 16 * 1024;

    private static final int PIECE = 64 * 1024;

    /** How adding bytes went. */
    enum Fit {
        TAKEN,
        TOO_LARGE,
        NO_ROOM
    }

    /** What bodies over {@link #SMALL} may take together. Each byte counts twice: in its piece, and once more in the whole. */
    static final class Room {
        private final long reserve;
        private final AtomicLong left;

        /** @param bytes a quarter of which is left to those whose head holds a valid token */
        Room(long bytes) {
            left = new AtomicLong(bytes);
            reserve = bytes / 4;
        }

        /** A quarter of the heap, or what the largest body needs. */
        static Room ofHeap(int maxBody) {
            return new Room(Math.max(Runtime.getRuntime().maxMemory() / 4, 3L * maxBody));
        }

        private boolean take(long bytes, boolean authentic) {
            if (left.addAndGet(-bytes) < (authentic ? 0 : reserve)) {
                left.addAndGet(bytes);
                return false;
            }
            return true;
        }

        private void give(long bytes) {
            left.addAndGet(bytes);
        }
    }

    private final Room room;
    private final int most;
    private final boolean authentic;
    private final List<byte[]> full = new ArrayList<>(1);
    private byte[] piece;
    private int filled;
    private int length;
    private long taken;

    /**
     * @param announced bytes, -1 when not told; believed only up to {@link #SMALL} before they are there
     * @param most bytes
     * @param authentic whether the head holds a valid token
     */
    Body(Room room, long announced, int most, boolean authentic) {
        this.room = room;
        this.most = most;
        this.authentic = authentic;
        this.piece = new byte[(int) Math.min(announced < 0 ? 1024 : announced, SMALL)];
    }

    Fit add(Buffer buffer) {
        int more = buffer.length();
        if (length + (long) more > most) {
            return Fit.TOO_LARGE;
        }
        int at = 0;
        while (at < more) {
            if (filled == piece.length && !grow(more - at)) {
                return Fit.NO_ROOM;
            }
            int part = Math.min(more - at, piece.length - filled);
            buffer.getBytes(at, at + part, piece, filled);
            filled += part;
            length += part;
            at += part;
        }
        return Fit.TAKEN;
    }

    private boolean grow(int wanted) {
        if (full.isEmpty() && piece.length < SMALL) {
            piece = Arrays.copyOf(piece, Math.min(SMALL, Math.max(filled + wanted, piece.length * 2)));
            return true;
        }
        if (!room.take(2L * PIECE, authentic)) {
            return false;
        }
        taken += 2L * PIECE;
        full.add(piece);
        piece = new byte[PIECE];
        filled = 0;
        return true;
    }

    /** All bytes that came. */
    byte[] whole() {
        if (full.isEmpty()) {
            return filled == piece.length ? piece : Arrays.copyOf(piece, filled);
        }
        byte[] whole = new byte[length];
        int at = 0;
        for (byte[] one : full) {
            System.arraycopy(one, 0, whole, at, one.length);
            at += one.length;
        }
        System.arraycopy(piece, 0, whole, at, filled);
        full.clear();
        piece = whole;
        filled = length;
        return whole;
    }

    int length() {
        return length;
    }

    /** Gives back the room it took, once. */
    void release() {
        room.give(taken);
        taken = 0;
        full.clear();
        piece = new byte[0];
        filled = 0;
    }
}
