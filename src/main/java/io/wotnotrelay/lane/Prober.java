package io.wotnotrelay.lane;

/** Lets a lane that stands still try one delivery now and then, and reads no further than it must for that. */
final class Prober {
    private final Stand stand;
    private final Intake intake;
    private final Backlog backlog;
    private final LaneJobs jobs;
    private final Dispatcher dispatcher;

    Prober(Stand stand, Intake intake, Backlog backlog, LaneJobs jobs, Dispatcher dispatcher) {
        this.stand = stand;
        this.intake = intake;
        this.backlog = backlog;
        this.jobs = jobs;
        this.dispatcher = dispatcher;
    }

    /** Starts a probe if one is due, and there is something to try, and a slot for it. */
    void probe(long now) {
        Probe probe = stand.probe();
        if (!probe.isDue(now) || dispatcher.slotAt(now) > now || dispatcher.probe(probe::isNew, probe, now)) {
            return;
        }
        boolean more = intake.read(now);
        jobs.read(now);
        if (!dispatcher.probe(probe::isNew, probe, now) && !more && dispatcher.slotAt(now) <= now) {
            probe.startOver();
            dispatcher.probe(entry -> true, probe, now);
        }
    }

    /** When there is something to do without being told. */
    long nextAt(long now) {
        long at = stand.probe().nextAt();
        if (at > now) {
            return at;
        }
        // due, and not started: it needs an event, or a slot
        long slot = dispatcher.slotAt(now);
        long read = Math.min(intake.nextAt(), jobs.nextAt(now));
        return Math.min(backlog.turns().nextDue(), slot > now ? slot : read);
    }
}
