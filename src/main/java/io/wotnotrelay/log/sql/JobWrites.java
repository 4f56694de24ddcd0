package io.wotnotrelay.log.sql;

import io.wotnotrelay.log.Job;
import io.wotnotrelay.log.JobLog;
import io.wotnotrelay.log.JobProgress;
import io.wotnotrelay.log.NewJob;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Writes jobs and how far they are. */
public final class JobWrites {
    private static final String UNFINISHED = "state IN ('QUEUED', 'RUNNING')";

    private final Session session;
    private final PreparedStatement progress;
    private final PreparedStatement end;

    public JobWrites(Session session) throws SQLException {
        this.session = session;
        // one that was cancelled meanwhile stays that, and what ran then is counted all the same
        progress = session.prepare("UPDATE job SET position = ?, delivered = ?, skipped = ?,"
                + " filtered = ?, failed = ?, expired = ?, hastened = ?, open = ?,"
                + " started_at = CASE WHEN started_at = 0 THEN ? ELSE started_at END,"
                + " ended_at = CASE WHEN " + UNFINISHED + " THEN ? ELSE ended_at END,"
                + " cause = CASE WHEN " + UNFINISHED + " THEN ? ELSE cause END,"
                + " state = CASE WHEN " + UNFINISHED + " THEN ? ELSE state END WHERE id = ?");
        end = session.prepare("DELETE FROM job_event WHERE job = ?");
    }

    public Job add(NewJob job, long at) throws SQLException {
        Job.Order order = job.order();
        boolean done = job.events().isEmpty();
        Job.State state = done ? Job.State.DONE : Job.State.QUEUED;
        try (PreparedStatement insert = session.prepare("INSERT INTO job (lane, kind, asked, again, named,"
                + " runs, per_millis, up_to, mark, matched, skipped, hastened, state, created_at, started_at, ended_at)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING " + JobReads.COLUMNS)) {
            Sql.fill(
                    insert,
                    job.lane(),
                    order.kind().name(),
                    null,
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
            session.texts().set(insert, 3, order.asked());
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                Job added = JobReads.read(row, session.texts());
                keep(added, job);
                return added;
            }
        }
    }

    private void keep(Job added, NewJob job) throws SQLException {
        if (added.isUnfinished()) {
            Sql.update(
                    session,
                    "INSERT INTO job_event (job, seqs) VALUES (?, ?)",
                    added.id(),
                    job.events().toBytes());
        }
        Sql.update(
                session,
                "DELETE FROM job WHERE NOT " + UNFINISHED + " AND id <= (SELECT id FROM job WHERE NOT " + UNFINISHED
                        + " ORDER BY id DESC LIMIT 1 OFFSET " + JobLog.REMEMBERED + ")");
    }

    public void progress(JobProgress done, long at) throws SQLException {
        Job.Progress p = done.progress();
        boolean ended = done.state() != Job.State.QUEUED && done.state() != Job.State.RUNNING;
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
                ended ? at : 0,
                null,
                done.state().name(),
                done.job());
        session.texts().set(progress, 11, done.cause());
        progress.executeUpdate();
        if (ended) {
            forgetEvents(done.job());
        }
    }

    /** Ends one that has not ended; says whether it did. */
    public boolean cancel(long job, long at) throws SQLException {
        try (PreparedStatement cancel =
                session.prepare("UPDATE job SET state = 'CANCELLED', ended_at = ? WHERE id = ? AND " + UNFINISHED)) {
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
