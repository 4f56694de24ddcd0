package io.wotnotrelay.lane;

/** How a lane looks from outside: what it does, and why. Written by its thread, read by anyone. */
final class Outlook {
    private final Opening opening;
    private final Backlog backlog;
    private final Intake intake;
    private final LaneJobs jobs;
    private final Settling settling;
    private final Dispatcher dispatcher;
    private final Stand stand;
    private final Counters counters;
    /** What fault of the relay stopped the lane; null for none. */
    private String fault;
    /** Why a parked event cannot be fetched; null when all could. */
    private String fetching;

    private volatile Snapshot snapshot;

    Outlook(
            Opening opening,
            Backlog backlog,
            Intake intake,
            LaneJobs jobs,
            Settling settling,
            Dispatcher dispatcher,
            Stand stand,
            Counters counters) {
        this.opening = opening;
        this.backlog = backlog;
        this.intake = intake;
        this.jobs = jobs;
        this.settling = settling;
        this.dispatcher = dispatcher;
        this.stand = stand;
        this.counters = counters;
    }

    Snapshot snapshot() {
        return snapshot;
    }

    void broken(String why) {
        fault = why;
        publish(LaneStatus.State.BROKEN);
    }

    /** Why an event could not be fetched when its turn came; null when all could. */
    void fetching(RuntimeException trouble) {
        fetching = trouble == null ? null : trouble.getMessage();
    }

    /** As it is now, were it not paused. */
    void publish() {
        long now = now();
        boolean waits = opening.credential().waits(now) || storeTrouble() != null;
        publish(waits && !stand.hold().isHeld() ? LaneStatus.State.BACKING_OFF : stand.state());
    }

    void publish(LaneStatus.State state) {
        snapshot = Snapshot.of(state, cause(now()), backlog, dispatcher.running(), counters);
    }

    private String cause(long now) {
        if (fault != null || storeTrouble() != null) {
            return fault != null ? fault : storeTrouble();
        }
        if (stand.isStill()) {
            return stand.cause();
        }
        return opening.credential().waits(now) ? opening.credential().cause() : counters.cause();
    }

    private String storeTrouble() {
        if (settling.cause() != null) {
            return settling.cause();
        }
        if (intake.trouble() != null) {
            return intake.trouble();
        }
        return jobs.trouble() != null ? jobs.trouble() : fetching;
    }

    private long now() {
        return opening.seams().ticker().getAsLong();
    }
}
