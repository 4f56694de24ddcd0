package io.wotnotrelay.conversation;

import io.wotnotrelay.log.StoredEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes one event after the other; only those that can tell something are read into their parts. */
final class Fold {
    private static final Logger LOG = LoggerFactory.getLogger(Fold.class);

    private final Memory memory;
    private final ContextStore store;
    private final Forgetting forgetting;

    Fold(Memory memory, ContextStore store, Forgetting forgetting) {
        this.memory = memory;
        this.store = store;
        this.forgetting = forgetting;
    }

    void take(int epoch, StoredEvent event) {
        String key = ConversationKeys.bounded(event.conversation());
        if (key != null) {
            take(epoch, key, event);
        }
    }

    private void take(int epoch, String key, StoredEvent event) {
        Version known = latest(epoch, key);
        Context next = Context.mayTell(event) ? after(known.context(), event) : known.context();
        boolean touched = known.seq() > 0 && forgetting.isStale(known.at(), event.receivedAt());
        if (touched || !next.equals(known.context())) {
            memory.learnt(epoch, new Row(key, new Version(event.seq(), event.receivedAt(), next)));
        }
    }

    private Version latest(int epoch, String key) {
        Version known = memory.latest(key);
        if (known == null) {
            known = store.latest(key);
            memory.found(epoch, key, known);
        }
        return known;
    }

    /** An event that cannot be taken in must not stop those behind it. */
    private static Context after(Context known, StoredEvent stored) {
        try {
            return known.after(stored.event());
        } catch (RuntimeException | StackOverflowError e) {
            LOG.warn("What {} tells of its conversation is left out: it could not be read.", stored.id(), e);
            return known;
        }
    }
}
