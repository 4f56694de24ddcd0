package io.wotnotrelay.lane;

import io.wotnotrelay.log.EventLog;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What lanes hear of events from: the log itself, or a reader that goes before them.
 *
 * @param listen adds a listener of the events that lanes may read
 * @param place lanes may read the events up to this seq
 * @param trouble why they have had to wait at that place for long; null when they have not
 */
public record Upstream(Consumer<EventLog.CommitListener> listen, LongSupplier place, Supplier<String> trouble) {
    static Upstream of(EventLog log) {
        return new Upstream(log::listen, log::head, () -> null);
    }
}
