package io.wotnotrelay.watch;

import io.wotnotrelay.event.Event;
import io.wotnotrelay.event.Kind;
import io.wotnotrelay.event.OwnEvents;
import io.wotnotrelay.log.EventLog;
import io.wotnotrelay.log.NewEvent;
import io.wotnotrelay.log.Receipt;
import io.wotnotrelay.log.ReceiptIds;
import io.wotnotrelay.watch.Memory.Pending;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is on its way into the log. Nobody waits for it: while the log takes nothing it stays here, and is offered again.
 * Owned by the watch's thread.
 */
final class Outbox {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final long PAUSE = Duration.ofSeconds(5).toMillis();
    private static final int MOST = 500;
    private static final int TOGETHER = 50;
    private static final int DIGEST = 16;

    private final SecureRandom random = new SecureRandom();
    private final Memory memory;
    private final EventLog log;
    private final ReceiptIds ids;
    private final Clock clock;
    private List<Pending> sent = List.of();
    private CompletableFuture<?> sending;
    private long notBefore;
    private boolean toldFull;

    Outbox(Memory memory, EventLog log, ReceiptIds ids, Clock clock) {
        this.memory = memory;
        this.log = log;
        this.ids = ids;
        this.clock = clock;
    }

    void add(Notice notice) {
        LOG.debug("{}: {}", notice.type(), notice.text());
        if (memory.pending.size() == MOST) {
            leaveOut(memory.pending.remove(0).notice());
        }
        byte[] digest = new byte[DIGEST];
        random.nextBytes(digest);
        memory.pending.add(new Pending(HexFormat.of().formatHex(digest), notice));
    }

    private void leaveOut(Notice oldest) {
        if (!toldFull) {
            LOG.warn(
                    "The log takes no events, and more waits to be told than is kept: the oldest is left out, such as: {}",
                    oldest.text());
        }
        toldFull = true;
    }

    /** Takes out what is in the log, and offers what is not; returns at once. */
    void flush() {
        if (sending != null && !sending.isDone()) {
            return;
        }
        if (sending != null) {
            received();
        }
        if (!memory.pending.isEmpty() && mayTry(clock.millis())) {
            sent = List.copyOf(memory.pending.subList(0, Math.min(TOGETHER, memory.pending.size())));
            sending = append(sent).toCompletableFuture();
        }
    }

    /** A time that lies further ahead than a pause is of a clock that was set back. */
    private boolean mayTry(long now) {
        return now >= notBefore || notBefore - now > PAUSE;
    }

    private void received() {
        if (sending.isCompletedExceptionally()) {
            notBefore = clock.millis() + PAUSE;
        } else {
            memory.pending.removeAll(sent);
            toldFull = false;
            notBefore = 0;
        }
        sending = null;
    }

    /** What is being appended now; null for nothing. */
    CompletableFuture<?> sending() {
        return sending;
    }

    private CompletionStage<?> append(List<Pending> events) {
        Receipt receipt =
                new Receipt(ids.next(), clock.millis(), Receipt.Outcome.ACCEPTED, Receipt.OWN, events.size(), 0);
        try {
            return log.append(receipt, events.stream().map(Outbox::item).toList());
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static NewEvent item(Pending pending) {
        Notice notice = pending.notice();
        byte[] raw = OwnEvents.item(notice.type(), Instant.ofEpochMilli(notice.at()), notice.text(), notice.facts());
        String kind = new Kind(Event.RELAY, notice.type(), null).key();
        return new NewEvent(kind, HexFormat.of().parseHex(pending.id()), raw);
    }
}
