package io.wotnotrelay.api;

import io.wotnotrelay.event.Kind;
import io.wotnotrelay.lane.LaneOptions;
import io.wotnotrelay.log.LaneRecord;
import io.wotnotrelay.log.LogStore;
import io.wotnotrelay.log.Outcome;
import io.wotnotrelay.log.Parked;
import io.wotnotrelay.log.Settled;
import io.wotnotrelay.log.StoredEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says of an event which destinations got it, which did not, and why: for each one verdict, from what the log holds. */
final class Explanation {
    /** So many events between a cursor and an event are counted one by one; more are told as a bound. */
    private static final int COUNTED = 500;

    private static final int PAGE = 1_000;

    private final Rooms rooms;
    private final LogStore log;
    private final DestinationViews views;

    Explanation(Rooms rooms) {
        this.rooms = rooms;
        this.log = rooms.log();
        this.views = new DestinationViews(rooms);
    }

    /** A verdict for each destination that ever was and is not forgotten, by name. */
    List<Verdict> of(StoredEvent event) {
        return log.lanes().stream()
                .sorted(java.util.Comparator.comparing(LaneRecord::name))
                .map(lane -> of(event, lane))
                .toList();
    }

    Verdict of(StoredEvent event, LaneRecord lane) {
        VerdictDraft draft = new VerdictDraft(event.id(), lane.name(), views.standing(lane.name()));
        // first the cursor: it passes an event only after what became of it is written
        long cursor = views.cursor(lane);
        List<Settled> ends = ends(lane, event.seq());
        draft.ends(ends);
        Optional<Parked> row = row(lane, event.seq());
        if (row.isPresent()) {
            return parked(draft, lane, row.get());
        }
        if (!ends.isEmpty()) {
            return draft.ended(ends.get(ends.size() - 1));
        }
        return untouched(draft, lane, cursor, event);
    }

    /** Its own ends; only where it has none, that of the many it expired with. */
    private List<Settled> ends(LaneRecord lane, long seq) {
        List<Settled> all = log.outcomes(lane.id(), seq, seq);
        List<Settled> own =
                all.stream().filter(end -> end.outcome().events() == 1).toList();
        return own.isEmpty() ? all : own;
    }

    /** The row of a parked delivery, the dead included. */
    private Optional<Parked> row(LaneRecord lane, long seq) {
        List<Parked> rows = new ArrayList<>(log.parked(lane.id(), seq - 1, 1));
        rows.addAll(log.dead(lane.id(), seq - 1, 1));
        return rows.stream().filter(r -> r.seq() == seq).findFirst();
    }

    private Verdict parked(VerdictDraft draft, LaneRecord lane, Parked row) {
        return switch (row.state()) {
            case DEAD -> draft.dead(row);
            case RETRYING -> draft.retrying(row);
            case HELD -> draft.held(row);
            case BLOCKED -> draft.blocked(row, blocker(lane, row));
        };
    }

    /** The event at the head of the conversation's queue. */
    private String blocker(LaneRecord lane, Parked row) {
        long after = 0;
        List<Parked> page = log.parked(lane.id(), after, PAGE);
        while (!page.isEmpty() && page.get(0).seq() < row.seq()) {
            for (Parked other : page) {
                boolean before =
                        other.seq() < row.seq() && other.state() != Parked.State.BLOCKED && !other.outOfOrder();
                if (before
                        && other.conversation() != null
                        && other.conversation().equals(row.conversation())) {
                    return log.find(other.seq()).map(StoredEvent::id).orElse(null);
                }
            }
            after = page.get(page.size() - 1).seq();
            page = log.parked(lane.id(), after, PAGE);
        }
        return null;
    }

    /** Nothing is written of it: it was not meant for this destination, or its turn has not come. */
    private Verdict untouched(VerdictDraft draft, LaneRecord lane, long cursor, StoredEvent event) {
        Optional<LaneOptions> options = rooms.destinations().lane(lane.name());
        boolean wanted =
                options.map(o -> o.subscription().matches(event.kind())).orElse(true);
        if (event.seq() <= log.bornAfter(lane.id())) {
            return draft.bornLater(lane.bornAt());
        }
        if (!wanted) {
            return draft.notSubscribed(
                    name(event.kind()), options.get().subscription().toString());
        }
        return event.seq() <= cursor
                ? draft.passed(name(event.kind()))
                : waiting(draft, lane, cursor, event, options.orElse(null));
    }

    private Verdict waiting(VerdictDraft draft, LaneRecord lane, long cursor, StoredEvent event, LaneOptions options) {
        long between = event.seq() - cursor - 1;
        if (between > COUNTED || options == null) {
            return draft.waiting(between, between == 0);
        }
        long[] settled = log.settledPastCursor(lane.id());
        long before = 0;
        long at = cursor;
        while (at < event.seq() - 1) {
            List<StoredEvent> page = log.read(at, (int) (event.seq() - 1 - at));
            if (page.isEmpty()) {
                break;
            }
            before += page.stream()
                    .filter(e -> e.seq() < event.seq()
                            && options.subscription().matches(e.kind())
                            && java.util.Arrays.binarySearch(settled, e.seq()) < 0)
                    .count();
            at = page.get(page.size() - 1).seq();
        }
        return draft.waiting(before, true);
    }

    private static String name(String key) {
        Kind kind = Kind.of(key);
        return kind.subtype() == null ? kind.type() : kind.type() + "." + kind.subtype();
    }

    /** The verdict on a delivery that ended so. */
    static Verdict.Kind kind(Outcome.Result result) {
        return Verdict.Kind.valueOf(result.name());
    }
}
