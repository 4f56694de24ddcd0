package io.wotnotrelay.log.sql;

import io.wotnotrelay.log.LogMeters;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The counters of one log. */
public final class Meters implements LogMeters {
    private static final Logger LOG = LoggerFactory.getLogger(Meters.class);

    private final AtomicLong commits = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong appended = new AtomicLong();
    private final AtomicLong duplicates = new AtomicLong();
    private final List<LongConsumer> hooks = new CopyOnWriteArrayList<>();
    private final LongSupplier digests;
    private final LongSupplier queued;
    private final LongSupplier wal;

    public Meters(LongSupplier digests, LongSupplier queued, LongSupplier wal) {
        this.digests = digests;
        this.queued = queued;
        this.wal = wal;
    }

    public void committed(Commit commit, long nanos) {
        commits.incrementAndGet();
        appended.addAndGet(commit.received());
        bytes.addAndGet(commit.bytes());
        duplicates.addAndGet(commit.duplicates());
        for (LongConsumer hook : hooks) {
            try {
                hook.accept(nanos);
            } catch (RuntimeException e) {
                hooks.remove(hook);
                LOG.error("A meter of commits failed and is left out from now on.", e);
            }
        }
    }

    /** Bytes of events added. */
    public long bytes() {
        return bytes.get();
    }

    public void failed() {
        failed.incrementAndGet();
    }

    @Override
    public long commits() {
        return commits.get();
    }

    @Override
    public long failedCommits() {
        return failed.get();
    }

    @Override
    public long appended() {
        return appended.get();
    }

    @Override
    public long duplicates() {
        return duplicates.get();
    }

    @Override
    public long digests() {
        return digests.getAsLong();
    }

    @Override
    public long queuedBytes() {
        return queued.getAsLong();
    }

    @Override
    public long walBytes() {
        return wal.getAsLong();
    }

    @Override
    public void onCommit(LongConsumer nanos) {
        hooks.add(nanos);
    }
}
