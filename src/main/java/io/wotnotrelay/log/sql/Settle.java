package io.wotnotrelay.log.sql;

import io.wotnotrelay.log.Lease;
import io.wotnotrelay.log.Settlement;
import java.sql.SQLException;

/** What a lane has done; written together with what other commands of this commit say of the lane. */
final class Settle extends Command.Awaited<Void> {
    private final Settlement settlement;
    private final Lease lease;

    /** {@code lease}: which the lane is run with; null where there are no others. */
    Settle(Settlement settlement, Lease lease) {
        this.settlement = settlement;
        this.lease = lease;
    }

    @Override
    public int weight() {
        return 128 + 64 * (settlement.outcomes().size() + settlement.parked().size());
    }

    @Override
    public void apply(Commit commit) throws SQLException {
        commit.requireLane(settlement.lane());
        if (lease != null) {
            commit.sql.fence(lease);
        }
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
