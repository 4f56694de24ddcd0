package io.wotnotrelay.log;

import java.util.List;

/**
 * A replay or a backfill, as the log remembers it.
 *
 * @param id its number, larger for later ones
 * @param lane {@link LaneRecord#id()}
 * @param order what it was asked to do
 * @param matched how many events it is of, those skipped included
 * @param state where it is
 * @param cause why it failed, or was cancelled; null for nothing to say
 * @param progress how far it is
 * @param createdAt epoch milliseconds
 * @param startedAt epoch milliseconds; 0 where it has not begun
 * @param endedAt epoch milliseconds; 0 where it has not ended
 */
public record Job(
        long id,
        int lane,
        Order order,
        long matched,
        State state,
        String cause,
        Progress progress,
        long createdAt,
        long startedAt,
        long endedAt) {
    /** Whether it has not ended. */
    public boolean isUnfinished() {
        return state == State.QUEUED || state == State.RUNNING;
    }

    /** The kinds of jobs. */
    public enum Kind {
        /** Of deliveries that have an end, or were named. */
        REPLAY,
        /** Of all events of a time. */
        BACKFILL
    }

    /** Where a job can be. */
    public enum State {
        QUEUED,
        RUNNING,
        DONE,
        CANCELLED,
        FAILED
    }

    /**
     * @param kind which
     * @param asked what was asked, in JSON
     * @param again whether what was delivered is delivered once more
     * @param named whether its events were named one by one: then the destination's filter is not asked
     * @param runs route runs in {@code perMillis}; 0 for no limit of its own
     * @param perMillis the time of {@code runs}
     * @param upTo the last event the log had when it was made; later ones are not of it
     * @param mark {@link Placed#place()} of the lane's last outcome then; -1 where there was none
     */
    public record Order(
            Kind kind, String asked, boolean again, boolean named, int runs, long perMillis, long upTo, long mark) {}

    /**
     * How far a job is.
     *
     * @param position of its events, all up to this seq have ended or are {@code open}
     * @param delivered by it
     * @param skipped delivered before, or with the lane itself when their turn came
     * @param filtered left out by the destination's filter
     * @param failed dead letters now
     * @param expired no longer kept when their turn came
     * @param hastened the lane was retrying them: it was told to try at once
     * @param open begun and not ended
     */
    public record Progress(
            long position,
            long delivered,
            long skipped,
            long filtered,
            long failed,
            long expired,
            long hastened,
            List<Open> open) {}

    /**
     * A delivery a job has begun and not ended.
     *
     * @param seq the event
     * @param attempts tries within the job
     * @param dueAt epoch milliseconds of the next try; 0 for now
     * @param runMillis running time of the lane since its first try within the job
     */
    public record Open(long seq, int attempts, long dueAt, long runMillis) {}
}
