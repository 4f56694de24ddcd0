package io.wotnotrelay.lane;

import io.wotnotrelay.log.Job;
import io.wotnotrelay.log.Outcome;
import java.util.List;

/** How many of a job's events ended how. */
final class JobCounts {
    long delivered;
    long skipped;
    long filtered;
    long failed;
    long expired;
    private final long hastened;

    JobCounts(Job.Progress before) {
        delivered = before.delivered();
        skipped = before.skipped();
        filtered = before.filtered();
        failed = before.failed();
        expired = before.expired();
        hastened = before.hastened();
    }

    void ended(Outcome.Result result) {
        switch (result) {
            case DELIVERED -> delivered++;
            case FILTERED -> filtered++;
            case DEAD -> failed++;
            case EXPIRED -> expired++;
        }
    }

    Job.Progress progress(long position, List<Job.Open> open) {
        return new Job.Progress(position, delivered, skipped, filtered, failed, expired, hastened, open);
    }
}
