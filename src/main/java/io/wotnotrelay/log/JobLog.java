package io.wotnotrelay.log;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The jobs of a log. Their progress is part of a {@link Settlement}. */
public interface JobLog {
    /** How many that have ended are remembered. */
    int REMEMBERED = 1_000;

    /** Makes a job; completes when it is on disk. Fails with IllegalArgumentException where there is no such lane. */
    CompletionStage<Job> add(NewJob job);

    /** Ends a job early; fails with IllegalArgumentException and a sentence where there is none, or it has ended. */
    CompletionStage<Void> cancel(long job);

    /** The job of this number, if it is remembered. */
    Optional<Job> find(long job);

    /** The jobs of a lane that have not ended, in the order they were made. */
    List<Job> unfinished(int lane);

    /** Jobs with a number below {@code before}, newest first. */
    List<Job> latest(long before, int most);

    /** The events a job has to deliver; none where it has ended. */
    SeqSet events(long job);
}
