package io.wotnotrelay.log;

import java.util.List;

/**
 * What one lane has to write, all of it in one commit.
 *
 * @param lane {@link LaneRecord#id()}
 * @param cursor the new cursor; never lower than the one before
 * @param outcomes deliveries that ended; a dead one is also in {@code parked}
 * @param parked rows to write or replace
 * @param unparked events whose parked rows go away
 * @param escaped parked events that leave the order of their conversation
 * @param standing {@link LaneRecord#standing()} from now on; null where it stays
 * @param intents what is about to be done, and what of that is over
 * @param job what it has done of a job; null where that is nothing
 */
public record Settlement(
        int lane,
        long cursor,
        List<Outcome> outcomes,
        List<Parked> parked,
        List<Long> unparked,
        List<Long> escaped,
        String standing,
        Intents intents,
        JobProgress job) {
    /**
     * For a destination that cannot recognise a second time.
     *
     * @param begun events that are about to be delivered
     * @param over events whose intents go away: how their delivery ended is known
     */
    public record Intents(List<Long> begun, List<Long> over) {
        /** Nothing begun, nothing over. */
        public static final Intents NONE = new Intents(List.of(), List.of());
    }

    /** One that has done nothing of a job. */
    public Settlement(
            int lane,
            long cursor,
            List<Outcome> outcomes,
            List<Parked> parked,
            List<Long> unparked,
            List<Long> escaped,
            String standing,
            Intents intents) {
        this(lane, cursor, outcomes, parked, unparked, escaped, standing, intents, null);
    }

    /** One that says nothing of intents either. */
    public Settlement(
            int lane,
            long cursor,
            List<Outcome> outcomes,
            List<Parked> parked,
            List<Long> unparked,
            List<Long> escaped,
            String standing) {
        this(lane, cursor, outcomes, parked, unparked, escaped, standing, Intents.NONE, null);
    }

    /** One in which nothing escapes, and that leaves the standing as it is. */
    public Settlement(int lane, long cursor, List<Outcome> outcomes, List<Parked> parked, List<Long> unparked) {
        this(lane, cursor, outcomes, parked, unparked, List.of(), null);
    }
}
