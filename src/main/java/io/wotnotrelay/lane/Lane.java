package io.wotnotrelay.lane;

import io.wotnotrelay.log.EventLog;
import io.wotnotrelay.log.Job;
import io.wotnotrelay.log.SeqSet;
import io.wotnotrelay.log.StoredEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** The running side of a destination, as the rest of the relay holds it. Safe for use by many threads. */
public final class Lane {
    private static final long LONGEST_TURN_MILLIS = 5_000;

    private final String name;
    private final EventLog log;
    private final Upstream upstream;
    private final Ear ear;
    private final Mailbox mailbox;
    private final LaneLoop loop;
    private final Consumer<Lane> closed;

    Lane(Opening opening, Upstream upstream, Ear ear, Mailbox mailbox, LaneLoop loop, Consumer<Lane> closed) {
        this.name = opening.options().name();
        this.log = opening.log();
        this.upstream = upstream;
        this.ear = ear;
        this.mailbox = mailbox;
        this.loop = loop;
        this.closed = closed;
    }

    /** The destination's name. */
    public String name() {
        return name;
    }

    /** Stops reading and delivering; what is with the destination ends. {@link Lanes#pause} makes it last. */
    void pause() {
        tell(loop::pause);
    }

    /** Goes on after a pause; one that stands still for another reason tries a delivery at once. */
    void resume() {
        tell(loop::resume);
    }

    /** Reads none of the events up to this seq any more: they have expired. What it has read already goes on. */
    void skip(long upTo) {
        ear.advance(upTo);
    }

    /** Whether it subscribes to events of this kind. */
    boolean wants(String kind) {
        return ear.wants(kind);
    }

    /** Serves one more job, beside the live events. */
    void add(Job job) {
        tell(() -> loop.jobs().add(job));
    }

    /** Starts nothing more of a job. */
    void cancel(long job) {
        tell(() -> loop.jobs().cancel(job));
    }

    /** Takes up what is written down of it. */
    void refresh(boolean paused, List<Job> unfinished) {
        tell(() -> loop.refresh(paused, unfinished));
    }

    /** Tries those of these at once that it is retrying. */
    void hasten(SeqSet events) {
        tell(() -> loop.hasten(events));
    }

    /** How it stands. May read one event from the log, to tell how old it is. */
    public LaneStatus status() {
        Snapshot s = loop.snapshot();
        long position = ear.position();
        long waiting = s.unparked() + Math.max(0, log.head() - position);
        return new LaneStatus(
                name,
                s.state(),
                cause(s, position),
                s.hasWindow() ? s.cursor() : Math.max(position, s.cursor()),
                waiting,
                s.running(),
                s.retrying(),
                s.blocked(),
                s.held(),
                s.dead(),
                s.delivered(),
                s.filtered(),
                s.expired(),
                s.failures(),
                oldest(s.oldest(), position));
    }

    /**
     * Stops: starts nothing more, waits up to {@code timeout} for what is with the destination, interrupts what is left
     * (it will be delivered again), and writes down what is done, for which it waits a second more at most.
     *
     * @return whether the lane's thread has ended; false when the store holds it up
     */
    public boolean close(Duration timeout) {
        beginClose(timeout);
        return awaitClosed(timeout);
    }

    void beginClose(Duration timeout) {
        mailbox.post(() -> loop.close(timeout));
    }

    boolean awaitClosed(Duration timeout) {
        try {
            loop.over().get(timeout.toMillis() + LONGEST_TURN_MILLIS, TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException e) {
            mailbox.post(loop::abandon);
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            mailbox.post(loop::abandon);
            return false;
        } finally {
            closed.accept(this);
        }
    }

    /** Stops at once and writes nothing more, as a crash would. */
    void abandon() {
        mailbox.post(loop::abandon);
        awaitClosed(Duration.ZERO);
    }

    /** How often its thread has got up. */
    long wakeUps() {
        return mailbox.wakeUps();
    }

    /** Its own, or that what it has not read is kept from it. */
    private String cause(Snapshot s, long position) {
        boolean waits = s.state() == LaneStatus.State.RUNNING
                && position >= upstream.place().getAsLong();
        return s.cause() == null && waits && log.head() > position
                ? upstream.trouble().get()
                : s.cause();
    }

    /** Null too when the log cannot be read now: a status is wanted most when something is wrong. */
    private Instant oldest(Entry first, long position) {
        if (first != null && first.receivedAt > 0) {
            return Instant.ofEpochMilli(first.receivedAt);
        }
        try {
            Optional<StoredEvent> event = first != null ? log.find(first.seq) : firstAfter(position);
            return event.map(e -> Instant.ofEpochMilli(e.receivedAt())).orElse(null);
        } catch (RuntimeException e) {
            return null;
        }
    }

    private Optional<StoredEvent> firstAfter(long position) {
        return log.head() <= position
                ? Optional.empty()
                : log.read(position, 1).stream().findFirst();
    }

    private void tell(Runnable message) {
        CompletableFuture<Void> done = CompletableFuture.runAsync(message, mailbox::post);
        CompletableFuture.anyOf(done, loop.over())
                .completeOnTimeout(null, LONGEST_TURN_MILLIS, TimeUnit.MILLISECONDS)
                .join();
    }
}
