package io.wotnotrelay.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.wotnotrelay.log.Job;
import io.wotnotrelay.log.LaneRecord;
import io.wotnotrelay.log.NewJob;
import io.wotnotrelay.log.SeqSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * One lane without threads: turns, workers, commits and time move when the test says so, so that all of it is decided by
 * the seed of {@link #random}, and 36 hours take no time.
 */
final class SteppedLane {
    static final String NAME = "a";
    private static final int MOST_STEPS = 200_000;

    final FakeDisk disk;
    final HandTime time = new HandTime();
    final Random random;
    final Predicate<String> wants;
    FakeEventLog log;
    LaneLoop loop;

    private final Workers workers = new Workers();
    private final Credentials credentials = new Credentials();
    private Mailbox mailbox;
    private Bell bell;

    SteppedLane(int seed, Predicate<String> wants) {
        this.disk = new FakeDisk();
        this.random = new Random(seed);
        this.wants = wants;
        this.log = FakeEventLog.stepped(disk);
    }

    /** What was handed to workers and has not run yet. */
    private static final class Workers extends AbstractExecutorService {
        final List<Runnable> tasks = new ArrayList<>();

        @Override
        public void execute(Runnable task) {
            tasks.add(task);
        }

        @Override
        public void shutdown() {
            tasks.clear();
        }

        @Override
        public List<Runnable> shutdownNow() {
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return false;
        }

        @Override
        public boolean isTerminated() {
            return false;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return true;
        }
    }

    SteppedLane open(LaneOptions options, Destination to) {
        LaneRecord record = log.lane(NAME, options.start());
        disk.lanes.get(NAME).wants = wants;
        Tail tail = new Tail(1 << 20);
        bell = new Bell(tail, 1);
        bell.listen(Upstream.of(log));
        mailbox = new Mailbox();
        Ear ear = new Ear(record.cursor(), wants, mailbox::wake);
        Seams seams =
                new Seams(FakeEventLog::conversation, time, time::ticker, random::nextDouble, Duration.ofMillis(5));
        Credential credential = credentials.join(options, ear, () -> {});
        Opening opening = new Opening(
                record, options, wants, to, log, workers, bell, tail, LaneMeters.NONE, credential, null, seams);
        loop = new LaneLoop(opening, mailbox, ear, Past.of(log, record));
        bell.add(ear);
        loop.begin();
        return this;
    }

    /** As kill -9: what ran may have arrived, nobody knows. */
    void crash() {
        while (!workers.tasks.isEmpty()) {
            if (random.nextBoolean()) {
                runOne();
            } else {
                workers.tasks.remove(0);
            }
        }
        log = FakeEventLog.stepped(disk);
    }

    /** An orderly stop, as for a swap; then it may be opened again. */
    void close() {
        mailbox.post(() -> loop.close(Duration.ofSeconds(10)));
        for (int i = 0; loop.turn(); i++) {
            runOne();
            log.commitNext(Integer.MAX_VALUE);
            time.move(Duration.ofMillis(1));
            assertThat(i).as("the lane does not close").isLessThan(MOST_STEPS);
        }
        log = FakeEventLog.stepped(disk);
    }

    void pause() {
        log.pause(disk.lanes.get(NAME).id, true);
        mailbox.post(loop::pause);
    }

    void resume() {
        log.pause(disk.lanes.get(NAME).id, false);
        mailbox.post(loop::resume);
    }

    void add(NewJob job) {
        Job made = disk.jobs.add(job).toCompletableFuture().join();
        mailbox.post(() -> loop.jobs().add(made));
    }

    void cancel(long job) {
        disk.jobs.cancel(job).toCompletableFuture().join();
        mailbox.post(() -> loop.jobs().cancel(job));
    }

    void hasten(SeqSet events) {
        mailbox.post(() -> loop.hasten(events));
    }

    /** One turn of the lane. */
    void turn() {
        bell.ringNow();
        loop.turn();
    }

    /** One of the deliveries under way ends; says whether there was one. */
    boolean runOne() {
        if (workers.tasks.isEmpty()) {
            return false;
        }
        workers.tasks.remove(random.nextInt(workers.tasks.size())).run();
        return true;
    }

    /** All that happens without time going on. */
    SteppedLane settle() {
        int steps = 0;
        boolean more = true;
        while (more) {
            turn();
            more = runOne() | log.commitNext(Integer.MAX_VALUE);
            more |= loop.sleep(time.ticker()) == 0;
            assertThat(steps++)
                    .as("the lane does not come to rest: %s, %s", snapshot(), workers.tasks)
                    .isLessThan(MOST_STEPS);
        }
        return this;
    }

    /** All that happens within this time, each thing at its time. */
    SteppedLane pass(Duration duration) {
        long until = time.ticker() + duration.toNanos();
        settle();
        for (long next = next(); next < until; next = next()) {
            time.move(Duration.ofNanos(next - time.ticker()));
            settle();
        }
        time.move(Duration.ofNanos(until - time.ticker()));
        return settle();
    }

    private long next() {
        long sleep = loop.sleep(time.ticker());
        return sleep == Long.MAX_VALUE ? sleep : time.ticker() + Math.max(1, sleep);
    }

    Snapshot snapshot() {
        return loop.snapshot();
    }
}
