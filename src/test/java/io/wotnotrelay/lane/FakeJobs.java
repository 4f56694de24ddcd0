package io.wotnotrelay.lane;

import io.wotnotrelay.log.Job;
import io.wotnotrelay.log.JobLog;
import io.wotnotrelay.log.JobProgress;
import io.wotnotrelay.log.NewJob;
import io.wotnotrelay.log.Outcome;
import io.wotnotrelay.log.SeqSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The jobs on a {@link FakeDisk}. */
final class FakeJobs implements JobLog {
    final NavigableMap<Long, Job> jobs = new TreeMap<>();
    private final Map<Long, SeqSet> events = new HashMap<>();
    /** By job, what it has given an end. */
    private final Map<Long, Set<Long>> ended = new HashMap<>();
    /** By job, what it has given an end that had one. */
    private final Map<Long, Set<Long>> repeated = new HashMap<>();

    @Override
    public synchronized CompletionStage<Job> add(NewJob job) {
        long id = jobs.size() + 1;
        boolean done = job.events().isEmpty();
        Job.Progress progress = new Job.Progress(0, 0, job.skipped(), 0, 0, 0, job.hastened(), List.of());
        Job.State state = done ? Job.State.DONE : Job.State.QUEUED;
        Job added = new Job(id, job.lane(), job.order(), job.matched(), state, null, progress, 1, 0, 0);
        jobs.put(id, added);
        events.put(id, job.events());
        return CompletableFuture.completedFuture(added);
    }

    @Override
    public synchronized CompletionStage<Void> cancel(long job) {
        Job before = jobs.get(job);
        if (before == null || !before.isUnfinished()) {
            return CompletableFuture.failedFuture(new IllegalArgumentException("There is no such job."));
        }
        put(before, Job.State.CANCELLED, before.progress());
        return CompletableFuture.completedFuture(null);
    }

    synchronized void apply(JobProgress done) {
        Job before = jobs.get(done.job());
        put(before, before.isUnfinished() ? done.state() : before.state(), done.progress());
    }

    private void put(Job job, Job.State state, Job.Progress progress) {
        jobs.put(job.id(), new Job(job.id(), job.lane(), job.order(), job.matched(), state, null, progress, 1, 1, 1));
    }

    /** Whether an end after another one is allowed: of one that was not delivered, or is to be delivered once more. */
    synchronized boolean mayEnd(JobProgress of, Outcome outcome, Outcome before) {
        if (of == null || !events.get(of.job()).contains(outcome.seq())) {
            return false;
        }
        ended.computeIfAbsent(of.job(), id -> new HashSet<>()).add(outcome.seq());
        if (before == null) {
            return false;
        }
        boolean first =
                repeated.computeIfAbsent(of.job(), id -> new HashSet<>()).add(outcome.seq());
        boolean again = jobs.get(of.job()).order().again() && first;
        return before.result() != Outcome.Result.DELIVERED || again;
    }

    synchronized boolean covers(long job, long seq) {
        return events.get(job).contains(seq);
    }

    synchronized boolean hasEnded(long job, long seq) {
        return ended.getOrDefault(job, Set.of()).contains(seq);
    }

    @Override
    public synchronized Optional<Job> find(long job) {
        return Optional.ofNullable(jobs.get(job));
    }

    @Override
    public synchronized List<Job> unfinished(int lane) {
        return jobs.values().stream()
                .filter(job -> job.lane() == lane && job.isUnfinished())
                .toList();
    }

    @Override
    public synchronized List<Job> latest(long before, int most) {
        return new ArrayList<>(jobs.headMap(before, false).descendingMap().values())
                .stream().limit(most).toList();
    }

    @Override
    public synchronized SeqSet events(long job) {
        return SeqSet.of(events.get(job).toBytes());
    }
}
