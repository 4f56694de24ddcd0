package io.wotnotrelay.lane;

import io.wotnotrelay.log.EventLog;
import io.wotnotrelay.log.Outcome;
import io.wotnotrelay.log.Placed;
import io.wotnotrelay.log.SeqSet;
import java.util.List;

/** What a lane has delivered since a job was made: the job need not. Read page by page, the latest first. */
final class DeliveredSince {
    private static final int PAGE = 2_000;

    private final EventLog log;
    private final int lane;
    private final long mark;
    private final boolean again;
    private final SeqSet delivered = new SeqSet();
    private long before = Long.MAX_VALUE;
    private boolean known;

    /** {@code mark}: the place of the last outcome that is not asked for; {@code again}: none is. */
    DeliveredSince(EventLog log, int lane, long mark, boolean again) {
        this.log = log;
        this.lane = lane;
        this.mark = mark;
        this.again = again;
        this.known = again;
    }

    boolean isKnown() {
        return known;
    }

    void read() {
        List<Placed> page = log.latest(lane, before, PAGE);
        for (Placed placed : page) {
            before = placed.place();
            if (before > mark) {
                add(placed.settled().outcome());
            }
        }
        known = page.size() < PAGE || before <= mark;
    }

    void add(Outcome outcome) {
        if (!again && outcome.result() == Outcome.Result.DELIVERED) {
            delivered.add(outcome.seq());
        }
    }

    boolean has(long seq) {
        return delivered.contains(seq);
    }
}
