package io.wotnotrelay.webhook;

import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/** A request's body as it arrives, within its own bound and within what all bodies together may take of the heap. */
final class Body {
    /** Bodies up to this are always taken. */
    static final int SMALL = 64 * 1024;

    /** How adding bytes went. */
    enum Fit {
        TAKEN,
        TOO_LARGE,
        NO_ROOM
    }

    /** What large bodies under way may take together: a quarter of the heap. */
    static final class Room {
        private final AtomicLong left = new AtomicLong(Runtime.getRuntime().maxMemory() / 4);

        private boolean take(int bytes) {
            if (left.addAndGet(-bytes) < 0) {
                left.addAndGet(bytes);
                return false;
            }
            return true;
        }

        private void give(int bytes) {
            left.addAndGet(bytes);
        }
    }

    private final Room room;
    private final int most;
    private byte[] bytes;
    private int length;
    private int taken;

    /**
     * @param announced bytes, -1 when not told; believed only up to {@link #SMALL} before they are there
     * @param most bytes
     */
    Body(Room room, long announced, int most) {
        this.room = room;
        this.most = most;
        int expected = announced < 0 ? 1024 : (int) Math.min(announced, most);
        this.bytes = new byte[Math.min(expected, SMALL)];
    }

    Fit add(Buffer buffer) {
        int more = buffer.length();
        if (length + (long) more > most) {
            return Fit.TOO_LARGE;
        }
        if (length + more > bytes.length && !grow(length + more)) {
            return Fit.NO_ROOM;
        }
        buffer.getBytes(0, more, bytes, length);
        length += more;
        return Fit.TAKEN;
    }

    private boolean grow(int wanted) {
        int size = (int) Math.min(most, Math.max(wanted, bytes.length * 2L));
        int claim = size > SMALL ? size - taken : 0;
        if (claim > 0 && !room.take(claim)) {
            return false;
        }
        taken += claim;
        bytes = Arrays.copyOf(bytes, size);
        return true;
    }

    /** All bytes that came. */
    byte[] whole() {
        if (bytes.length != length) {
            bytes = Arrays.copyOf(bytes, length);
        }
        return bytes;
    }

    int length() {
        return length;
    }

    /** Gives back the room it took, once. */
    void release() {
        room.give(taken);
        taken = 0;
    }
}
