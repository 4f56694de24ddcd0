package io.wotnotrelay.log.sqlite;

import io.wotnotrelay.log.Job;
import io.wotnotrelay.log.JobLog;
import io.wotnotrelay.log.JobProgress;
import io.wotnotrelay.log.NewJob;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Writes jobs and how far they are. */
final class JobWrites {
    private static final String UNFINISHED = "state IN ('QUEUED', 'RUNNING')";

    private final Connection connection;
    private final PreparedStatement progress;
    private final PreparedStatement end;

    JobWrites(Connection connection) throws SQLException {
        this.connection = connection;
        // one that was cancelled meanwhile stays that, and what ran then is counted all the same
        progress = connection.prepareStatement("UPDATE job SET position = ?1, delivered = ?2, skipped = ?3,"
                + " filtered = ?4, failed = ?5, expired = ?6, hastened = ?7, open = ?8,"
                + " started_at = iif(started_at = 0, ?9, started_at),"
                + " ended_at = iif(" + UNFINISHED + " AND ?10 NOT IN ('QUEUED', 'RUNNING'), ?9, ended_at),"
                + " cause = iif(" + UNFINISHED + ", ?11, cause),"
                + " state = iif(" + UNFINISHED + ", ?10, state) WHERE id = ?12");
        end = connection.prepareStatement("DELETE FROM job_event WHERE job = ?1");
    }

    Job add(NewJob job, long at) throws SQLException {
        Job.Order order = job.order();
        boolean done = job.events().isEmpty();
        Job.State state = done ? Job.State.DONE : Job.State.QUEUED;
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO job (lane, kind, asked, again, named,"
                + " runs, per_millis, up_to, mark, matched, skipped, hastened, state, created_at, started_at, ended_at)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING " + JobReads.COLUMNS)) {
            Sql.fill(
                    insert,
                    job.lane(),
                    order.kind().name(),
                    order.asked(),
                    order.again() ? 1 : 0,
                    order.named() ? 1 : 0,
                    order.runs(),
                    order.perMillis(),
                    order.upTo(),
                    order.mark(),
                    job.matched(),
                    job.skipped(),
                    job.hastened(),
                    state.name(),
                    at,
                    done ? at : 0,
                    done ? at : 0);
            try (ResultSet row = insert.executeQuery()) {
                Job added = JobReads.read(row);
                keep(added, job);
                return added;
            }
        }
    }

    private void keep(Job added, NewJob job) throws SQLException {
        if (added.isUnfinished()) {
            Sql.update(
                    connection,
                    "INSERT INTO job_event (job, seqs) VALUES (?, ?)",
                    added.id(),
                    job.events().toBytes());
        }
        Sql.update(
                connection,
                "DELETE FROM job WHERE NOT " + UNFINISHED + " AND id <= (SELECT id FROM job WHERE NOT " + UNFINISHED
                        + " ORDER BY id DESC LIMIT 1 OFFSET " + JobLog.REMEMBERED + ")");
    }

    void progress(JobProgress done, long at) throws SQLException {
        Job.Progress p = done.progress();
        Sql.fill(
                progress,
                p.position(),
                p.delivered(),
                p.skipped(),
                p.filtered(),
                p.failed(),
                p.expired(),
                p.hastened(),
                JobReads.pack(p.open()),
                at,
                done.state().name(),
                done.cause(),
                done.job());
        progress.executeUpdate();
        if (done.state() != Job.State.QUEUED && done.state() != Job.State.RUNNING) {
            forgetEvents(done.job());
        }
    }

    /** Ends one that has not ended; says whether it did. */
    boolean cancel(long job, long at) throws SQLException {
        try (PreparedStatement cancel = connection.prepareStatement(
                "UPDATE job SET state = 'CANCELLED', ended_at = ? WHERE id = ? AND " + UNFINISHED)) {
            Sql.fill(cancel, at, job);
            if (cancel.executeUpdate() == 0) {
                return false;
            }
        }
        forgetEvents(job);
        return true;
    }

    private void forgetEvents(long job) throws SQLException {
        end.setLong(1, job);
        end.executeUpdate();
    }
}
