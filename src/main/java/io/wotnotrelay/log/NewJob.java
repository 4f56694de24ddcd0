package io.wotnotrelay.log;

/**
 * A job to be made.
 *
 * @param lane {@link LaneRecord#id()}
 * @param order what it is to do
 * @param matched how many events it is of, in all
 * @param skipped those of them that were delivered before
 * @param hastened those of them that the lane is retrying
 * @param events the rest, which it has to deliver; where there is none it is done at once
 */
public record NewJob(int lane, Job.Order order, long matched, long skipped, long hastened, SeqSet events) {}
