package io.wotnotrelay.log.sql;

import io.wotnotrelay.log.LaneRecord;
import java.sql.SQLException;

/** What an operator does to a lane. */
abstract class LaneChange extends Command.Awaited<Void> {
    @Override
    public Void result() {
        return null;
    }

    static LaneChange pause(int lane, boolean paused) {
        return new LaneChange() {
            @Override
            public void apply(Commit commit) throws SQLException {
                LaneStates.State state = commit.requireLane(lane);
                LaneRecord r = state.record();
                update(commit, "UPDATE lane SET paused = ? WHERE id = ?", paused ? 1 : 0, lane);
                commit.put(state.with(r.paused(paused)));
            }
        };
    }

    static LaneChange rename(int lane, String name) {
        return new LaneChange() {
            @Override
            public void apply(Commit commit) throws SQLException {
                LaneStates.State state = commit.requireLane(lane);
                if (commit.lane(name) != null) {
                    throw new IllegalArgumentException("There is a destination named " + name
                            + " already; choose another name or forget that one.");
                }
                LaneRecord r = state.record();
                update(commit, "UPDATE lane SET name = ? WHERE id = ?", name, lane);
                commit.put(state.with(r.named(name)));
            }
        };
    }

    static LaneChange forget(int lane) {
        return new LaneChange() {
            @Override
            public void apply(Commit commit) throws SQLException {
                commit.requireLane(lane);
                update(commit, "DELETE FROM parked WHERE lane = ?", lane);
                update(commit, "DELETE FROM dead_letter WHERE lane = ?", lane);
                update(commit, "DELETE FROM intent WHERE lane = ?", lane);
                update(commit, "DELETE FROM job_event WHERE job IN (SELECT id FROM job WHERE lane = ?)", lane);
                update(commit, "DELETE FROM job WHERE lane = ?", lane);
                update(commit, "DELETE FROM outcome WHERE n > ? AND n < ?", base(lane), base(lane + 1));
                update(commit, "DELETE FROM lane WHERE id = ?", lane);
                update(
                        commit,
                        "DELETE FROM kept_event WHERE seq NOT IN (SELECT seq FROM parked)"
                                + " AND seq NOT IN (SELECT seq FROM dead_letter)");
                commit.remove(lane);
            }
        };
    }

    private static long base(int lane) {
        return (long) lane << LaneWrites.LANE_SHIFT;
    }

    private static void update(Commit commit, String sql, Object... values) throws SQLException {
        Sql.update(commit.sql.session, sql, values);
    }
}
