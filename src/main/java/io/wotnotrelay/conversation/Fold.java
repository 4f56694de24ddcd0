package io.wotnotrelay.conversation;

import io.wotnotrelay.log.StoredEvent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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

    /** Looks up together what is known before these events, which follow each other from here. */
    void prepare(int epoch, List<StoredEvent> events) {
        Set<String> keys = events.stream()
                .map(event -> ConversationKeys.bounded(event.conversation()))
                .filter(key -> key != null && memory.latest(key) == null)
                .collect(Collectors.toSet());
        if (!keys.isEmpty()) {
            Map<String, Version> known = store.asOf(keys, events.get(0).seq() - 1);
            keys.forEach(key -> memory.found(epoch, key, known.getOrDefault(key, Version.NONE)));
        }
    }

    void take(int epoch, StoredEvent event) {
        String key = ConversationKeys.bounded(event.conversation());
        if (key != null) {
            take(epoch, key, event);
        }
    }

    private void take(int epoch, String key, StoredEvent event) {
        Version latest = latest(epoch, key, event.seq());
        boolean touched = latest.seq() > 0 && forgetting.isStale(latest.at(), event.receivedAt());
        boolean silent = latest.seq() > 0 && forgetting.isSilent(latest.at(), event.receivedAt());
        Context known = silent ? Context.NONE : latest.context();
        Context next = Context.mayTell(event) ? after(known, event) : known;
        if (touched || !next.equals(latest.context())) {
            memory.learnt(epoch, new Row(key, new Version(event.seq(), event.receivedAt(), next)));
        }
    }

    /** As of before this event: others may have written further. */
    private Version latest(int epoch, String key, long seq) {
        Version known = memory.latest(key);
        if (known == null) {
            known = store.asOf(Set.of(key), seq - 1).getOrDefault(key, Version.NONE);
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
