package io.wotnotrelay.log.sql;

import io.wotnotrelay.log.EventLog.CommitListener;
import io.wotnotrelay.log.StoredEvent;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Those who hear of new events; one that fails hurts nobody. */
public final class Listeners implements Writer.Ears {
    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

    private final List<CommitListener> listeners = new CopyOnWriteArrayList<>();

    public void add(CommitListener listener) {
        listeners.add(listener);
    }

    @Override
    public void added(List<StoredEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        for (CommitListener listener : listeners) {
            try {
                listener.committed(events);
            } catch (Throwable e) {
                LOG.error("A listener of commits failed; the commit stands.", e);
            }
        }
    }
}
