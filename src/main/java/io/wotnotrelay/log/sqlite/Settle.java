package io.wotnotrelay.log.sqlite;

import io.wotnotrelay.log.Settlement;
import java.sql.SQLException;

/** What a lane has done; written together with what other commands of this commit say of the lane. */
final class Settle extends Command.Awaited<Void> {
    private final Settlement settlement;

    Settle(Settlement settlement) {
        this.settlement = settlement;
    }

    @Override
    int weight() {
        return 128 + 64 * (settlement.outcomes().size() + settlement.parked().size());
    }

    @Override
    void apply(Commit commit) throws SQLException {
        commit.requireLane(settlement.lane());
        commit.add(settlement);
        if (settlement.job() != null) {
            commit.sql.jobs.progress(settlement.job(), commit.at());
        }
    }

    @Override
    Void result() {
        return null;
    }
}
