package io.wotnotrelay.lane;

import io.wotnotrelay.log.Job;
import io.wotnotrelay.log.LaneRecord;
import io.wotnotrelay.log.LogStore;
import io.wotnotrelay.log.NewJob;
import java.util.List;
import java.util.Optional;

/** Replays and backfills: what was delivered badly, or never, is delivered by its lane beside the live events. */
public final class Jobs {
    private final LogStore log;
    private final Lanes lanes;

    /**
     * What a request comes to.
     *
     * @param id of the job; 0 where none was made
     * @param matched how many events it is of
     * @param skipped those of them that need nothing: delivered before, or with the lane already
     * @param hastened those of them that the lane is retrying, and that it tries at once
     */
    public record Counted(long id, long matched, long skipped, long hastened) {}

    /** {@code log}: that of the lanes. */
    public Jobs(LogStore log, Lanes lanes) {
        this.log = log;
        this.lanes = lanes;
    }

    /**
     * What a job would be of; makes none. May take seconds where millions of events are looked at.
     *
     * @throws IllegalArgumentException when no destination of this name was ever born
     * @throws IllegalStateException when what is asked takes a destination that runs, and this one does not
     */
    public Counted count(JobRequest request) {
        return counted(0, select(request, known(request.destination())));
    }

    /**
     * Makes a job; it is on disk when this returns.
     *
     * @throws IllegalArgumentException when no destination of this name was ever born
     * @throws IllegalStateException when what is asked takes a destination that runs, and this one does not
     * @throws io.wotnotrelay.log.StoreUnavailableException when it cannot be written down; then there is none
     */
    public Counted make(JobRequest request) {
        LaneRecord lane = known(request.destination());
        Selection found = select(request, lane);
        LaneOptions.Rate rate = request.rate();
        Job.Order order = new Job.Order(
                request.kind(),
                request.asked(),
                request.again(),
                request.what() instanceof JobRequest.Named,
                rate == null ? 0 : rate.runs(),
                rate == null ? 0 : Math.max(1, rate.per().toMillis()),
                log.head(),
                found.mark());
        NewJob job = new NewJob(
                lane.id(),
                order,
                found.matched(),
                found.skipped(),
                found.hastened().size(),
                found.events());
        Job made = lanes.add(job);
        if (!found.hastened().isEmpty()) {
            lanes.lane(lane.name()).ifPresent(open -> open.hasten(found.hastened()));
        }
        return counted(made.id(), found);
    }

    /**
     * Ends a job early: it starts nothing more, what is with the destination ends.
     *
     * @throws IllegalArgumentException when there is none of this number that has not ended
     * @throws io.wotnotrelay.log.StoreUnavailableException when that cannot be written down; then it goes on
     */
    public void cancel(long job) {
        lanes.cancel(job);
    }

    /** The job of this number. */
    public Optional<Job> find(long job) {
        return log.jobs().find(job);
    }

    /** Jobs with a number below {@code before}, newest first. */
    public List<Job> latest(long before, int most) {
        return log.jobs().latest(before, most);
    }

    private static Counted counted(long id, Selection found) {
        return new Counted(
                id, found.matched(), found.skipped(), found.hastened().size());
    }

    private Selection select(JobRequest request, LaneRecord lane) {
        Optional<Lane> open = lanes.lane(lane.name());
        if (open.isEmpty() && needsLane(request)) {
            throw new IllegalStateException(
                    "The destination " + lane.name()
                            + " does not run, so nobody knows what it subscribes to or retries: bring its file back, or mend it.");
        }
        long cursor = Math.max(
                lane.cursor(), open.map(running -> running.status().cursor()).orElse(0L));
        return new Selection(
                        log,
                        lane.id(),
                        cursor,
                        kind -> open.map(l -> l.wants(kind)).orElse(false))
                .find(request);
    }

    private static boolean needsLane(JobRequest request) {
        if (request.what() instanceof JobRequest.Standing standing) {
            return switch (standing.state()) {
                case DEAD, DELIVERED, FILTERED -> false;
                case RETRYING, HELD, EXPIRED -> true;
            };
        }
        return request.what() instanceof JobRequest.Received;
    }

    private LaneRecord known(String name) {
        return log.lanes().stream()
                .filter(lane -> lane.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no destination named " + name + "."));
    }
}
