package io.wotnotrelay.log.sqlite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

/**
 * How fast a log is copied: pages of rows that take about 20 ms each, rests between them, and little to sync at a time,
 * so that the relay's own commits, on the same disk and cores, do not wait long behind a backup.
 */
final class CopyPace implements AutoCloseable {
    private static final long PAGE_NANOS = 20_000_000;

    private static final long LEAST_ROWS = 16;
    private static final long MOST_ROWS = 4_096;
    private static final long SYNCED_BYTES = 4L << 20;

    /** A rest is so many times as long as the page before it took, its share of a sync included. */
    private static final long RESTS = 3;

    private final FileChannel copy;
    private final DiskRoom room;
    private long rests = RESTS;
    private long rows = 1_024;
    private long started;
    private long synced;

    CopyPace(Path copy, DiskRoom room) throws IOException {
        this.copy = FileChannel.open(copy, StandardOpenOption.WRITE);
        this.room = room;
    }

    /** Without rests from now on: events come in too fast to be caught up with otherwise. */
    void hurry() {
        rests = 0;
    }

    /** How many rows the page that begins now may have. */
    long rows() {
        started = System.nanoTime();
        return rows;
    }

    /** After a page of so many rows. */
    void rest(long copied) {
        long took = System.nanoTime() - started;
        if (copied == rows) {
            rows = took < PAGE_NANOS / 2 ? Math.min(MOST_ROWS, rows * 2) : rows;
            rows = took > PAGE_NANOS * 2 ? Math.max(LEAST_ROWS, rows / 2) : rows;
        }
        try {
            sync();
            if (copied > 0) {
                TimeUnit.NANOSECONDS.sleep((System.nanoTime() - started) * rests);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void sync() throws IOException {
        long size = copy.size();
        if (size - synced >= SYNCED_BYTES) {
            copy.force(false);
            synced = size;
            room.stillThere();
        }
    }

    @Override
    public void close() throws IOException {
        copy.close();
    }
}
