package io.wotnotrelay.lane;

import io.wotnotrelay.conversation.ConversationKeys;
import io.wotnotrelay.log.StoredEvent;

/** Brings events from the log into the backlog, as many as the lane can use soon. */
final class Intake {
    private static final long MOST_READY_WEIGHT = 2 << 20;
    private static final int MOST_READY = 512;
    private static final long READ_AGAIN = 250_000_000;

    private final Opening opening;
    private final Reader reader;
    private final Backlog backlog;
    private final Intents intents;
    private final int mostReady;
    private boolean caughtUp;
    private long readAfter;
    private String trouble;

    Intake(Opening opening, Reader reader, Backlog backlog, Intents intents) {
        this.intents = intents;
        this.opening = opening;
        this.reader = reader;
        this.backlog = backlog;
        LaneOptions.BatchSize batch = opening.options().batch();
        this.mostReady = batch == null ? MOST_READY : Math.max(MOST_READY, 2 * batch.events());
    }

    /** No more than a page, so that a lane with much to skip still hears what is posted; says whether there may be more. */
    boolean read(long now) {
        caughtUp = false;
        if (now < readAfter) {
            return false;
        }
        try {
            readPage(now);
            trouble = null;
        } catch (RuntimeException e) {
            trouble = "The log cannot be read: " + Causes.of(e);
            readAfter = now + READ_AGAIN;
        }
        return trouble == null && !caughtUp && hasRoom();
    }

    /** When there may be something to read without being told. */
    long nextAt() {
        return caughtUp || !hasRoom() ? Long.MAX_VALUE : readAfter;
    }

    /** Why the log cannot be read; null when it can. */
    String trouble() {
        return trouble;
    }

    private void readPage(long now) {
        while (hasRoom()) {
            StoredEvent event = reader.next();
            if (event == null) {
                caughtUp = !reader.fill();
                return;
            }
            intents.recognise(backlog.admit(event, conversation(event), now));
            reader.taken(event);
        }
    }

    private boolean hasRoom() {
        Ready ready = backlog.ready();
        return ready.available() < mostReady && ready.weight() < MOST_READY_WEIGHT && backlog.hasRoom();
    }

    private String conversation(StoredEvent event) {
        return opening.options().ordered()
                ? ConversationKeys.bounded(opening.seams().conversation().apply(event))
                : null;
    }
}
