package io.wotnotrelay.log;

/**
 * What a lane has done of a job, written with the outcomes of it.
 *
 * @param job {@link Job#id()}
 * @param state where it is now; one that was cancelled stays that
 * @param cause {@link Job#cause()}
 * @param progress all of it, not what is new
 */
public record JobProgress(long job, Job.State state, String cause, Job.Progress progress) {}
