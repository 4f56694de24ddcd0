package io.wotnotrelay.api;

import io.wotnotrelay.lane.JobRequest;
import io.wotnotrelay.lane.JobRequest.Named;
import io.wotnotrelay.lane.JobRequest.Received;
import io.wotnotrelay.lane.JobRequest.Standing;
import io.wotnotrelay.lane.JobRequest.State;
import io.wotnotrelay.lane.Jobs;
import io.wotnotrelay.log.StoredEvent;
import io.wotnotrelay.replica.Replicas;
import java.util.List;
import java.util.Optional;

/** {@code POST /replays} and {@code /destinations/{name}/backfills}: counts what is asked for, and makes a job of it. */
final class JobRequests {
    static final List<Operation> OPERATIONS = List.of(
            Operation.post("/replays", JobRequests::replay),
            Operation.post("/destinations/{name}/backfills", JobRequests::backfill));

    private static final List<String> REPLAY =
            List.of("destination", "state", "cause", "eventIds", "again", "rate", "dryRun");
    private static final List<String> BACKFILL = List.of("from", "to", "again", "rate", "dryRun");
    private static final String REPLAY_SHAPE = "{\"destination\": \"crm\", \"state\": \"dead\"}";
    private static final String BACKFILL_SHAPE = "{\"from\": \"2026-01-31T09:30:00Z\"}";

    private JobRequests() {}

    /** What a request came to; {@code id} is null where nothing was made. */
    record Made(Long id, long matched, long skipped, long hastened) {}

    private static Object replay(Request request) {
        JobBody body = new JobBody(request.body(), REPLAY, REPLAY_SHAPE);
        String destination = body.text("destination");
        if (destination == null) {
            throw Refusal.wrong("The member destination must name a destination. " + there(request));
        }
        String name =
                new DestinationViews(request.rooms()).recordNamed(destination).name();
        return make(request, body, name, what(request, body));
    }

    private static JobRequest.What what(Request request, JobBody body) {
        List<String> ids = body.ids("eventIds");
        State state = body.word("state", State.class);
        String cause = body.text("cause");
        if (ids.isEmpty()) {
            State of = state == null ? State.DEAD : state;
            if (of == State.DELIVERED && !body.flag("again")) {
                throw Refusal.wrong("What was delivered is sent once more only when again is true.");
            }
            return new Standing(of, cause);
        }
        if (state != null || cause != null) {
            throw Refusal.wrong("Give eventIds, or a state and a cause: not both.");
        }
        return new Named(ids.stream().map(id -> seq(request.rooms(), id)).toList());
    }

    private static long seq(Rooms rooms, String id) {
        return EventsResource.stored(rooms, id)
                .map(StoredEvent::seq)
                .orElseThrow(() -> Refusal.missing("One of these events is not there, or is no longer kept: "
                        + (id.matches("evt_[0-9a-f]{32}") ? id : "an id is evt_ and 32 digits") + "."));
    }

    private static Object backfill(Request request) {
        JobBody body = new JobBody(request.body(), BACKFILL, BACKFILL_SHAPE);
        String name = new DestinationViews(request.rooms())
                .recordNamed(request.path("name"))
                .name();
        String from = body.text("from");
        if (from == null) {
            throw Refusal.wrong("The member from must be beginning, or a time such as 2026-01-31T09:30:00Z.");
        }
        Long since = from.equals("beginning") ? null : body.time("from", ", or beginning");
        Long until = body.time("to", "");
        if (since != null && until != null && until <= since) {
            throw Refusal.wrong("The member to must be later than from: events received from then until before that.");
        }
        return make(request, body, name, new Received(since, until));
    }

    private static Object make(Request request, JobBody body, String name, JobRequest.What what) {
        boolean dryRun = body.flag("dryRun");
        JobRequest wanted = new JobRequest(name, what, body.flag("again"), body.rate("rate"), body.asked());
        Jobs jobs = request.rooms().jobs();
        try {
            Jobs.Counted counted = dryRun ? jobs.count(wanted) : jobs.make(wanted);
            Long id = dryRun ? null : counted.id();
            return new Accepted(new Made(id, counted.matched(), counted.skipped(), counted.hastened()));
        } catch (IllegalStateException e) {
            throw new Refusal(409, elsewhere(request, name).orElse(e.getMessage()));
        }
    }

    /** What is not written down is known by the relay that runs the destination only. */
    private static Optional<String> elsewhere(Request request, String name) {
        Replicas replicas = request.rooms().replicas();
        String holder = replicas.holderOf(name).orElse(null);
        return replicas.all().stream()
                .filter(member -> member.id().equals(holder) && !member.self())
                .map(member -> "The destination " + name + " is run by the relay on " + member.host()
                        + ", and only that one knows what it subscribes to and retries: ask it there.")
                .findFirst();
    }

    private static String there(Request request) {
        List<String> names = new DestinationViews(request.rooms())
                .all().stream()
                        .map(DestinationView::name)
                        .filter(name -> name != null)
                        .toList();
        return names.isEmpty() ? "There is none yet." : "There are: " + String.join(", ", names) + ".";
    }
}
