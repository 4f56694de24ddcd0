package io.wotnotrelay.webhook;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A body too large for the heap, in a file of its own (0600) until it is kept. Used by one thread at a time. */
final class Spool implements AutoCloseable {
    /** Bytes taken at most. */
    static final long MOST = 64L * 1024 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(Spool.class);

    private final Path file;
    private final FileChannel channel;
    private final Runnable closed;
    private boolean open = true;

    /** @param closed called once, when the file is gone */
    Spool(Path folder, Runnable closed) throws IOException {
        this.file = Files.createTempFile(
                folder,
                "rejected-",
                ".body",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        this.channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        this.closed = closed;
    }

    void add(byte[] bytes) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(bytes);
        while (left.hasRemaining()) {
            channel.write(left);
        }
    }

    /** All that was added, outside of the heap; not to be used once closed. */
    ByteBuffer bytes() throws IOException {
        return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
    }

    /** Deletes the file. */
    @Override
    public synchronized void close() {
        if (!open) {
            return;
        }
        open = false;
        try {
            channel.close();
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("{} cannot be deleted: {}. Delete it by hand.", file, e.getMessage());
        }
        closed.run();
    }
}
