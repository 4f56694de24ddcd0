package io.wotnotrelay.webhook;

import io.wotnotrelay.log.ReceiptIds;
import java.io.IOException;
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

    private final RejectedStore store;
    private final ReceiptIds ids;
    private final Clock clock;
    private final String[] secrets;
    private final RejectionQuota quota = new RejectionQuota();
    private final BlockingQueue<Kept> queue = new ArrayBlockingQueue<>(QUEUE);
    private final AtomicLong queuedBytes = new AtomicLong();
    private final Map<Tally, AtomicLong> tallies = new ConcurrentHashMap<>();
    private final Thread writer = new Thread(this::write, "webhook-rejections");
    private volatile boolean closed;
    private boolean complained;

    private record Kept(Rejection rejection, byte[] body) {}

    private record Tally(long minute, int status, String cause) {}

    private Rejections(RejectedStore store, ReceiptIds ids, Clock clock, List<String> secrets) {
        this.store = store;
        this.ids = ids;
        this.clock = clock;
        this.secrets = secrets.toArray(String[]::new);
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
            Rejections rejections =
                    new Rejections(RejectedStore.open(file, RejectedStore.MOST_BYTES), ids, clock, secrets);
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

    /** Newest first, with a number below {@code before}. */
    public List<Rejection> list(long before, int most) {
        return read(() -> store.list(before, most));
    }

    /** The kept body of a refused request, without its token. */
    public Optional<byte[]> body(long id) {
        return read(() -> store.body(id));
    }

    /** Counts by cause and minute, from this epoch minute on, oldest first; the last second may be missing. */
    public List<Rejection.Count> counts(long fromMinute) {
        return read(() -> store.counts(fromMinute));
    }

    void add(Incoming incoming, Reply reply) {
        add(incoming.client(), reply, reply.keepsBody() ? incoming.body() : null);
    }

    void add(String client, Reply reply) {
        add(client, reply, null);
    }

    private void add(String client, Reply reply, byte[] body) {
        long now = clock.millis();
        long minute = now / 60_000;
        tallies.computeIfAbsent(new Tally(minute, reply.status(), reply.cause()), t -> new AtomicLong())
                .incrementAndGet();
        if (quota.take(minute, reply.keepsBody())) {
            byte[] kept = body != null && queuedBytes.get() + body.length <= QUEUED_BYTES ? body : null;
            Rejection rejection = new Rejection(
                    ids.next(), now, reply.status(), reply.cause(), client, kept == null ? -1 : kept.length);
            if (queue.offer(new Kept(rejection, kept)) && kept != null) {
                queuedBytes.addAndGet(kept.length);
            }
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
            } catch (SQLException | RuntimeException e) {
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

    private void write(Kept kept) throws SQLException {
        byte[] body = kept.body();
        if (body != null) {
            queuedBytes.addAndGet(-body.length);
            body = Tokens.withoutValues(body, secrets);
        }
        store.add(kept.rejection(), body);
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
        T read() throws SQLException;
    }

    private static <T> T read(Reading<T> reading) {
        try {
            return reading.read();
        } catch (SQLException e) {
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
