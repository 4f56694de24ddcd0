package io.wotnotrelay.webhook;

import io.wotnotrelay.log.ReceiptIds;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The requests that were refused: counted by cause and minute (31 days), the last {@value RejectedStore#MOST} kept, at
 * most {@value RejectionQuota#MOST} a minute. Bodies are kept only of authentic requests, without the token, so that they can
 * be mended and sent again. A thread of its own writes them; no request waits for that, and what cannot be written is let go.
 */
public final class Rejections implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Rejections.class);
    private static final long PAUSE_MILLIS = 250;
    private static final int QUEUE = 1_000;
    private static final long QUEUED_BYTES = 32L * 1024 * 1024;

    /** Bodies too large for the heap on their way into the file at once. */
    private static final int SPOOLS = 4;

    /** Bytes that stay free on the disk whatever is refused. */
    private static final long SPOOL_FREE = 1024L * 1024 * 1024;

    private final Path folder;
    private final AtomicInteger spools = new AtomicInteger();
    private final RejectedStore store;
    private final ReceiptIds ids;
    private final Clock clock;
    private final List<byte[]> secrets;
    private final RejectionQuota quota = new RejectionQuota();
    private final BlockingQueue<Kept> queue = new ArrayBlockingQueue<>(QUEUE);
    private final AtomicLong queuedBytes = new AtomicLong();
    private final Map<Tally, AtomicLong> tallies = new ConcurrentHashMap<>();
    private final Thread writer = new Thread(this::write, "webhook-rejections");
    private volatile boolean closed;
    private boolean complained;

    private record Kept(Rejection rejection, byte[] body, Spool spool) {}

    private record Tally(long minute, int status, String cause) {}

    private Rejections(Path folder, RejectedStore store, ReceiptIds ids, Clock clock, List<String> secrets) {
        this.folder = folder;
        this.store = store;
        this.ids = ids;
        this.clock = clock;
        this.secrets = Blackened.secrets(secrets);
    }

    /**
     * Opens or makes the file (0600).
     *
     * @param file usually {@code <data>/rejected.db}
     * @param ids numbers shared with the receipts of accepted requests
     * @param secrets tokens that must not be kept with a body
     * @throws IOException when the file cannot be had
     */
    public static Rejections open(Path file, ReceiptIds ids, Clock clock, List<String> secrets) throws IOException {
        try {
            Rejections rejections = new Rejections(
                    folder(file), RejectedStore.open(file, RejectedStore.MOST_BYTES), ids, clock, secrets);
            rejections.writer.setDaemon(true);
            rejections.writer.start();
            return rejections;
        } catch (SQLException e) {
            throw new IOException(
                    file + " cannot be opened for the refused requests: " + e.getMessage()
                            + ". See that the data folder is writable.",
                    e);
        }
    }

    /** Bodies that were on their way when the relay was killed go. */
    private static Path folder(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, "rejected-*.body")) {
            for (Path body : left) {
                Files.delete(body);
            }
        }
        return folder;
    }

    /** Newest first, with a number below {@code before}. */
    public List<Rejection> list(long before, int most) {
        return read(() -> store.list(before, most));
    }

    /** The kept body of a refused request, without its token: up to 64 MiB; {@link #body(long, OutputStream)} takes less memory. */
    public Optional<byte[]> body(long id) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        return body(id, body) ? Optional.of(body.toByteArray()) : Optional.empty();
    }

    /** Writes the kept body of a refused request, without its token; false when there is none. */
    public boolean body(long id, OutputStream to) {
        return read(() -> store.body(id, to));
    }

    /** Counts by cause and minute, from this epoch minute on, oldest first; the last second may be missing. */
    public List<Rejection.Count> counts(long fromMinute) {
        return read(() -> store.counts(fromMinute));
    }

    void add(Incoming incoming, Reply reply) {
        add(incoming.client(), reply, reply.keepsBody() ? incoming.body() : null, null);
    }

    void add(String client, Reply reply) {
        add(client, reply, null, null);
    }

    /** @param body of the real sender, or null; closed once it is kept or cannot be */
    void add(String client, Reply reply, Spool body) {
        add(client, reply, null, body);
    }

    /** A file for a body too large for the heap; null when there are too many or the disk does not take it. */
    Spool spool() {
        if (spools.incrementAndGet() <= SPOOLS && folder.toFile().getUsableSpace() >= SPOOL_FREE) {
            try {
                return new Spool(folder, spools::decrementAndGet);
            } catch (IOException e) {
                LOG.warn("The body of a refused request cannot be kept in {}: {}.", folder, e.getMessage());
            }
        }
        spools.decrementAndGet();
        return null;
    }

    private void add(String client, Reply reply, byte[] body, Spool spool) {
        long now = clock.millis();
        long minute = now / 60_000;
        tallies.computeIfAbsent(new Tally(minute, reply.status(), reply.cause()), t -> new AtomicLong())
                .incrementAndGet();
        boolean queued = false;
        if (quota.take(minute, reply.keepsBody() || spool != null)) {
            byte[] kept = body != null && queuedBytes.get() + body.length <= QUEUED_BYTES ? body : null;
            Rejection rejection = new Rejection(
                    ids.next(), now, reply.status(), reply.cause(), client, kept == null ? -1 : kept.length);
            queuedBytes.addAndGet(rejection.bodyBytes() + 1);
            queued = queue.offer(new Kept(rejection, kept, spool));
            queuedBytes.addAndGet(queued ? 0 : -rejection.bodyBytes() - 1);
        }
        if (!queued && spool != null) {
            spool.close();
        }
    }

    private void write() {
        boolean last;
        do {
            last = closed;
            try {
                Kept next = last ? queue.poll() : queue.poll(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
                for (; next != null; next = queue.poll()) {
                    write(next);
                }
                writeCounts();
            } catch (IOException | SQLException | RuntimeException e) {
                complain(e);
            } catch (InterruptedException e) {
                closed = true;
            }
        } while (!last);
    }

    /** Once: on a full disk each refused request would be a line of the log. */
    private void complain(Exception e) {
        if (!complained) {
            LOG.warn("Refused requests cannot be kept: {}. See that the data folder is writable.", e.getMessage());
            complained = true;
        }
    }

    private void write(Kept kept) throws IOException, SQLException {
        queuedBytes.addAndGet(-kept.rejection().bodyBytes() - 1);
        try (Spool spool = kept.spool()) {
            ByteBuffer body = spool != null ? spool.bytes() : kept.body() == null ? null : ByteBuffer.wrap(kept.body());
            store.add(kept.rejection(), body == null ? null : new Blackened(body, secrets)::to);
        }
        complained = false;
    }

    private void writeCounts() throws SQLException {
        for (Tally tally : List.copyOf(tallies.keySet())) {
            long requests = tallies.get(tally).getAndSet(0);
            if (requests > 0) {
                store.count(new Rejection.Count(tally.minute(), tally.status(), tally.cause(), requests));
            } else if (tally.minute() < clock.millis() / 60_000 - 1) {
                tallies.remove(tally);
            }
        }
    }

    private interface Reading<T> {
        T read() throws IOException, SQLException;
    }

    private static <T> T read(Reading<T> reading) {
        try {
            return reading.read();
        } catch (IOException | SQLException e) {
            throw new IllegalStateException("The refused requests cannot be read: " + e.getMessage() + ".", e);
        }
    }

    /** Writes what is queued and closes the file. */
    @Override
    public void close() {
        closed = true;
        try {
            writer.join(5_000);
            store.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException e) {
            LOG.warn("The file of the refused requests did not close as it should: {}", e.getMessage());
        }
    }
}
