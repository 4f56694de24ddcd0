package io.wotnotrelay.destination;

import io.wotnotrelay.destination.component.WotnotConsumer;
import io.wotnotrelay.destination.failure.Redaction;
import io.wotnotrelay.event.Event;
import io.wotnotrelay.lane.Delivery;
import io.wotnotrelay.lane.Result;
import io.wotnotrelay.log.StoredEvent;
import io.wotnotrelay.sink.Sent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One destination of a file that is rehearsed, and what was seen of it. */
final class RehearsedLane {
    private static final int RENDERED = 5;
    private static final int MOST_CAUSES = 100;
    private static final int MOST_IDS = 10;

    private final WotnotConsumer consumer;
    private final Redaction redaction;
    private final String unfit;
    private final List<Rehearsed.Rendered> first = new ArrayList<>();
    private final Map<String, List<String>> failing = new LinkedHashMap<>();
    private final Map<String, Long> failures = new LinkedHashMap<>();
    private long events;
    private long now;
    private long then;
    private long gained;
    private long lost;

    /** @param unfit why its route is not run; null where it is */
    RehearsedLane(WotnotConsumer consumer, Redaction redaction, String unfit) {
        this.consumer = consumer;
        this.redaction = redaction;
        this.unfit = unfit;
    }

    String name() {
        return consumer.name();
    }

    void play(PastEvent past, StoredEvent stored, Event event) {
        boolean before = past.getting().contains(name());
        boolean after = consumer.options().subscription().matches(stored.kind()) && consumer.filtered(event) == null;
        events++;
        now += before ? 1 : 0;
        then += after ? 1 : 0;
        gained += after && !before ? 1 : 0;
        lost += before && !after ? 1 : 0;
        if (after && unfit == null) {
            render(past.id(), stored, event);
        }
    }

    private void render(String id, StoredEvent stored, Event event) {
        Sent sent = new Sent(true);
        boolean batch = consumer.options().batch() != null;
        Result result = consumer.test(new Delivery(name(), List.of(stored), 1, batch), event, sent);
        if (result instanceof Result.Failed failed) {
            String cause = failures.containsKey(failed.cause()) || failures.size() < MOST_CAUSES
                    ? failed.cause()
                    : "Other causes.";
            failures.merge(cause, 1L, Long::sum);
            List<String> ids = failing.computeIfAbsent(cause, c -> new ArrayList<>());
            if (ids.size() < MOST_IDS) {
                ids.add(id);
            }
        } else if (first.size() < RENDERED) {
            first.add(new Rehearsed.Rendered(id, Testing.blackened(sent, redaction)));
        }
    }

    Rehearsed result(Set<String> running) {
        List<Rehearsed.Failing> causes = failures.entrySet().stream()
                .map(cause -> new Rehearsed.Failing(cause.getKey(), cause.getValue(), failing.get(cause.getKey())))
                .toList();
        return new Rehearsed(
                name(), running.contains(name()), events, now, then, gained, lost, List.copyOf(first), causes, unfit);
    }
}
