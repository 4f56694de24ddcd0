package io.wotnotrelay.watch;

import io.wotnotrelay.watch.Memory.Told;
import java.time.Duration;
import java.util.Map;

/** Lets one notice an hour through for one cause, and counts the others. Owned by the watch's thread. */
final class Notices {
    private static final long PAUSE = Duration.ofHours(1).toMillis();
    /** Causes remembered; any more share one for each type. */
    private static final int MOST = 2_000;

    private final Memory memory;
    private final Outbox outbox;

    Notices(Memory memory, Outbox outbox) {
        this.memory = memory;
        this.outbox = outbox;
    }

    /** Whether something of this cause would be told now. */
    boolean mayTell(String cause, long now) {
        Told told = memory.told.get(cause);
        return told == null || isOver(told, now);
    }

    /** Tells it, unless its cause was told within the hour; says whether it did. One that was not is counted. */
    boolean tell(String cause, Notice notice) {
        String key = memory.told.containsKey(cause) || memory.told.size() < MOST ? cause : notice.type();
        Told told = memory.told.get(key);
        if (told != null && !isOver(told, notice.at())) {
            memory.told.put(key, new Told(told.at(), told.more() + 1));
            return false;
        }
        memory.told.put(key, new Told(notice.at(), 0));
        outbox.add(notice.standingFor(told == null ? 0 : told.more()));
        return true;
    }

    /** Tells what is rare by its nature: the end of something that was told. */
    void tellEnd(Notice notice) {
        outbox.add(notice);
    }

    /** Something of this cause was over before it could be told. */
    void missed(String cause) {
        memory.told.computeIfPresent(cause, (c, told) -> new Told(told.at(), told.more() + 1));
    }

    /** Forgets what limits nothing any more. */
    void forget(long now) {
        for (Map.Entry<String, Told> entry : Map.copyOf(memory.told).entrySet()) {
            if (isOver(entry.getValue(), now) && entry.getValue().more() == 0) {
                memory.told.remove(entry.getKey());
            }
        }
    }

    /** A time that lies ahead is of a clock that was set back. */
    private static boolean isOver(Told told, long now) {
        return now - told.at() >= PAUSE || now < told.at();
    }
}
