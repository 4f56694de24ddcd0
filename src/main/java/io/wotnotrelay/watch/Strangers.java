package io.wotnotrelay.watch;

import io.wotnotrelay.config.OneLine;
import io.wotnotrelay.event.Event;
import io.wotnotrelay.event.Kind;
import io.wotnotrelay.event.KnownKinds;
import io.wotnotrelay.log.StoredEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Tells of a type, a message type or a field at its first sight that WotNot does not document. Names come from strangers,
 * so they are bounded: how long they are, how many are told a day, how many are remembered.
 */
final class Strangers implements Watcher {
    static final int MOST_SEEN = 1_000;
    static final int MOST_A_DAY = 20;
    /** Events whose fields are looked at, each second: reading them costs as much as a delivery does. */
    private static final int SAMPLED = 100;

    private static final int LONGEST = 100;
    private static final int FIELDS = 20;
    private static final long DAY = Duration.ofDays(1).toMillis();

    private final BlockingQueue<StoredEvent> kinds = new ArrayBlockingQueue<>(SAMPLED);
    private final BlockingQueue<StoredEvent> sample = new ArrayBlockingQueue<>(SAMPLED);
    /** Kinds that need no look any more; bounded, for what does not fit is looked at again. */
    private final Set<String> familiar = ConcurrentHashMap.newKeySet();

    private final Memory memory;
    private final Notices notices;
    private volatile int room = SAMPLED;

    Strangers(Memory memory, Notices notices) {
        this.memory = memory;
        this.notices = notices;
    }

    /** These were stored; on the writer's thread: no more than a look at each kind. */
    void stored(List<StoredEvent> events) {
        int left = room;
        for (StoredEvent event : events) {
            if (left > 0 && !Kind.isOwn(event.kind())) {
                left--;
                sample.offer(event);
            }
            if (!familiar.contains(event.kind())) {
                kinds.offer(event);
            }
        }
        room = left;
    }

    @Override
    public void look(long now) {
        List<StoredEvent> events = new ArrayList<>();
        kinds.drainTo(events);
        events.forEach(event -> kind(event, now));
        events.clear();
        sample.drainTo(events);
        room = SAMPLED;
        events.forEach(event -> fields(event, now));
    }

    private void kind(StoredEvent stored, long now) {
        if (familiar.contains(stored.kind())) {
            return;
        }
        if (familiar.size() < 2 * MOST_SEEN) {
            familiar.add(stored.kind());
        }
        Kind kind = Kind.of(stored.kind());
        String name = kind.subtype() == null ? kind.type() : kind.type() + "." + kind.subtype();
        boolean documented = KnownKinds.all().stream().anyMatch(k -> k.name().equals(name));
        if (!Kind.isOwn(stored.kind()) && !documented && isNew("type " + name) && mayTell(now)) {
            tell(StrangerNotice.type(shown(name), stored.id(), now));
        }
    }

    private void fields(StoredEvent stored, long now) {
        Event event = stored.event();
        if (event.extra().isEmpty()) {
            return;
        }
        List<String> fresh = new ArrayList<>();
        paths("", event.extra(), fresh);
        fresh = fresh.stream().filter(path -> isNew("field " + path)).toList();
        if (!fresh.isEmpty() && mayTell(now)) {
            List<String> names = fresh.stream().map(Strangers::shown).collect(Collectors.toList());
            tell(StrangerNotice.fields(names, shown(event.type()), stored.id(), now));
        }
    }

    /** Of what stands where WotNot documents what there is: {@code conversation.channel}. Deeper is the field's own. */
    private static void paths(String start, Map<String, Object> fields, List<String> out) {
        for (Map.Entry<String, Object> field : fields.entrySet()) {
            if (out.size() == FIELDS) {
                return;
            }
            String path = start + field.getKey();
            boolean part = start.isEmpty() && StrangerNotice.PARTS.contains(path);
            if (part && field.getValue() instanceof Map<?, ?> inner && !inner.isEmpty()) {
                inner.keySet().stream().limit(FIELDS).forEach(name -> out.add(path + "." + name));
            } else {
                out.add(path);
            }
        }
    }

    private boolean isNew(String name) {
        String cut = name.length() <= 2 * LONGEST ? name : name.substring(0, 2 * LONGEST);
        return memory.seen.size() < MOST_SEEN && memory.seen.add(cut);
    }

    private boolean mayTell(long now) {
        long day = Math.floorDiv(now, DAY);
        if (day != memory.seenDay) {
            memory.seenDay = day;
            memory.seenToday = 0;
        }
        if (memory.seenToday >= MOST_A_DAY) {
            memory.seenMore++;
            return false;
        }
        memory.seenToday++;
        return true;
    }

    private void tell(Notice notice) {
        notices.tellEnd(notice.standingFor(memory.seenMore));
        memory.seenMore = 0;
    }

    private static String shown(String name) {
        return OneLine.of(name, LONGEST);
    }
}
