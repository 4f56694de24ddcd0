package io.wotnotrelay.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.wotnotrelay.log.Job;
import io.wotnotrelay.log.LaneRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** {@code /jobs}: replays and backfills, how far they are, and their end. */
final class JobsResource {
    static final List<Operation> OPERATIONS = List.of(
            Operation.get("/jobs", JobsResource::list, "limit", "after"),
            Operation.get("/jobs/{id}", request -> view(request.rooms(), job(request))),
            Operation.delete("/jobs/{id}", JobsResource::cancel));

    private JobsResource() {}

    private static Page<JobView> list(Request request) {
        int limit = request.query().limit();
        List<Job> jobs = request.rooms().jobs().latest(request.query().after(Long.MAX_VALUE), limit);
        String next = jobs.size() < limit
                ? null
                : Long.toString(jobs.get(jobs.size() - 1).id());
        return Page.of(jobs.stream().map(job -> view(request.rooms(), job)).toList(), next, request.rooms());
    }

    private static JobView cancel(Request request) {
        Job job = job(request);
        try {
            request.rooms().jobs().cancel(job.id());
        } catch (IllegalArgumentException e) {
            throw new Refusal(
                    409,
                    "This job has ended already: it is "
                            + Query.word(job(request).state()) + ".");
        }
        return view(request.rooms(), job(request));
    }

    private static Job job(Request request) {
        String id = request.path("id");
        return (id.matches("[0-9]{1,18}") ? request.rooms().jobs().find(Long.parseLong(id)) : Optional.<Job>empty())
                .orElseThrow(() -> Refusal.missing("There is no job of this number. GET /api/v1/jobs lists them."));
    }

    private static JobView view(Rooms rooms, Job job) {
        Job.Progress p = job.progress();
        Job.Order order = job.order();
        String destination = rooms.log().lanes().stream()
                .filter(lane -> lane.id() == job.lane())
                .map(LaneRecord::name)
                .findFirst()
                .orElse(null);
        return new JobView(
                job.id(),
                Query.word(order.kind()),
                destination,
                Query.word(job.state()),
                job.isUnfinished() && destination != null ? waits(rooms, job, destination) : job.cause(),
                job.matched(),
                p.delivered(),
                p.skipped(),
                p.filtered(),
                p.failed(),
                p.expired(),
                p.hastened(),
                p.open().stream().filter(open -> open.attempts() > 0).count(),
                p.position(),
                order.runs() == 0 ? null : order.runs() + "/" + per(order.perMillis()),
                Instant.ofEpochMilli(job.createdAt()),
                time(job.startedAt()),
                time(job.endedAt()),
                asked(order.asked()));
    }

    private static JsonNode asked(String json) {
        return Json.read(json.getBytes(StandardCharsets.UTF_8), JsonNode.class, json);
    }

    private static Instant time(long at) {
        return at == 0 ? null : Instant.ofEpochMilli(at);
    }

    private static String per(long millis) {
        if (millis % 60_000 == 0) {
            return millis / 60_000 + "m";
        }
        return millis % 1_000 == 0 ? millis / 1_000 + "s" : millis + "ms";
    }

    /** Why it does not go on now; null when it does. */
    private static String waits(Rooms rooms, Job job, String destination) {
        DestinationViews.Standing standing = new DestinationViews(rooms).standing(destination);
        if (standing.state() != DestinationState.RUNNING) {
            String why = standing.cause() == null ? "." : ": " + standing.cause();
            return "The destination is " + Query.word(standing.state()).replace('_', ' ') + why;
        }
        return rooms.log().jobs().unfinished(job.lane()).stream()
                .filter(before -> before.id() < job.id())
                .findFirst()
                .map(before -> "Waits for job " + before.id() + " of the same destination.")
                .orElse(job.cause());
    }
}
