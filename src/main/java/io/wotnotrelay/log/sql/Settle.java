package io.wotnotrelay.log.sql;

import io.wotnotrelay.log.Settlement;
import java.sql.SQLException;

/** What a lane has done; written together with what other commands of this commit say of the lane. */
final class Settle extends Command.Awaited<Void> {
    private final Settlement settlement;

    Settle(Settlement settlement) {
        this.settlement = settlement;
    }

    @Override
    public int weight() {
        return 128 + 64 * (settlement.outcomes().size() + settlement.parked().size());
    }

    @Override
    public void apply(Commit commit) throws SQLException {
        commit.requireLane(settlement.lane());
        commit.sql.fence(settlement.lane());
        commit.add(settlement);
        if (settlement.job() != null) {
            commit.sql.jobs.progress(settlement.job(), commit.at());
        }
    }

    @Override
    public Void result() {
        return null;
    }
}
