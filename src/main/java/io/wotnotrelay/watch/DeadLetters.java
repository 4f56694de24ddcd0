package io.wotnotrelay.watch;

import io.wotnotrelay.event.Kind;
import io.wotnotrelay.event.OwnKinds;
import io.wotnotrelay.log.EventLog;
import io.wotnotrelay.log.StoreUnavailableException;
import io.wotnotrelay.log.StoredEvent;
import io.wotnotrelay.watch.Memory.Gathered;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Tells of deliveries that were given up on, and of those that soon will be: the first for a cause at once, then once an
 * hour how many. What is delivered of the relay's own events is left out, or one that tells of a dead letter could
 * become one, and tell of itself.
 */
final class DeadLetters implements Watcher {
    static final int GIVEN_UP = 100;
    private static final int QUEUED = 10_000;
    /** Causes of one destination that are told apart at a time. */
    private static final int CAUSES = 5;

    private static final int LONGEST = 60;

    /** What a lane said; {@code percent}: how much is used up, {@link #GIVEN_UP} when it has ended. */
    record Said(String destination, long seq, int code, String cause, int percent, long at, long deadline) {}

    private final BlockingQueue<Said> queue = new ArrayBlockingQueue<>(QUEUED);
    private final AtomicLong overflow = new AtomicLong();
    private final Memory memory;
    private final Notices notices;
    private final EventLog log;

    DeadLetters(Memory memory, Notices notices, EventLog log) {
        this.memory = memory;
        this.notices = notices;
        this.log = log;
    }

    /** From any thread; returns at once. */
    void said(Said said) {
        if (!queue.offer(said)) {
            overflow.incrementAndGet();
        }
    }

    @Override
    public void look(long now) {
        List<Said> all = new ArrayList<>();
        queue.drainTo(all);
        long more = overflow.getAndSet(0);
        for (Said said : all) {
            if (!isOwn(said.seq())) {
                gather(said, 1 + more);
                more = 0;
            }
        }
        Map.copyOf(memory.gathered).forEach((cause, gathered) -> tell(cause, gathered, now));
    }

    private void tell(String cause, Gathered gathered, long now) {
        if (notices.mayTell(cause, now)) {
            memory.gathered.remove(cause);
            notices.tell(cause, DeadLetterNotice.of(gathered, id(gathered.seq()), now));
        }
    }

    private void gather(Said said, long count) {
        String cause = cause(said);
        Gathered before = memory.gathered.get(cause);
        memory.gathered.put(
                cause,
                new Gathered(
                        said.destination(),
                        said.cause(),
                        said.code(),
                        (before == null ? 0 : before.count()) + count,
                        before == null ? said.at() : before.since(),
                        said.seq(),
                        said.percent(),
                        said.deadline()));
    }

    /** Causes hold numbers and names of the one event: what is left without them tells them apart well enough. */
    private String cause(Said said) {
        String start = OwnKinds.DEAD_LETTER + ":" + said.destination() + ":";
        if (said.percent() < GIVEN_UP) {
            return start + (said.percent() >= 90 ? "90%" : "50%");
        }
        String text = said.cause() == null ? "" : said.cause().replaceAll("\\S*\\d\\S*", "#");
        String cause = start + (said.code() != 0 ? said.code() : text.substring(0, Math.min(LONGEST, text.length())));
        boolean known = memory.told.containsKey(cause) || memory.gathered.containsKey(cause);
        return known || causes(start) < CAUSES ? cause : start + "other";
    }

    private long causes(String start) {
        return Stream.concat(memory.told.keySet().stream(), memory.gathered.keySet().stream())
                .distinct()
                .filter(known -> known.startsWith(start) && !known.endsWith("%"))
                .count();
    }

    private boolean isOwn(long seq) {
        return find(seq).map(event -> Kind.isOwn(event.kind())).orElse(false);
    }

    private String id(long seq) {
        return find(seq).map(StoredEvent::id).orElse(null);
    }

    private Optional<StoredEvent> find(long seq) {
        try {
            return log.find(seq);
        } catch (StoreUnavailableException e) {
            return Optional.empty();
        }
    }
}
