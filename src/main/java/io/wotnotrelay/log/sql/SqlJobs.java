package io.wotnotrelay.log.sql;

import io.wotnotrelay.log.Job;
import io.wotnotrelay.log.JobLog;
import io.wotnotrelay.log.NewJob;
import io.wotnotrelay.log.SeqSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** The jobs of a log in SQLite. */
final class SqlJobs implements JobLog {
    private final Readers readers;
    private final Consumer<Command> writer;

    /** {@code writer} takes a command into its next commit. */
    SqlJobs(Readers readers, Consumer<Command> writer) {
        this.readers = readers;
        this.writer = writer;
    }

    @Override
    public CompletionStage<Job> add(NewJob job) {
        Add command = new Add(job);
        writer.accept(command);
        return command.stage;
    }

    @Override
    public CompletionStage<Void> cancel(long job) {
        Cancel command = new Cancel(job);
        writer.accept(command);
        return command.stage;
    }

    @Override
    public Optional<Job> find(long job) {
        return readers.ask(c -> JobReads.list(c, "id = ?", job)).stream().findFirst();
    }

    @Override
    public List<Job> unfinished(int lane) {
        return readers.ask(c -> JobReads.list(c, "lane = ? AND state IN ('QUEUED', 'RUNNING') ORDER BY id", lane));
    }

    @Override
    public List<Job> latest(long before, int most) {
        return readers.ask(c -> JobReads.list(c, "id < ? ORDER BY id DESC LIMIT ?", before, most));
    }

    @Override
    public SeqSet events(long job) {
        return readers.ask(c -> JobReads.events(c, job));
    }

    private static final class Add extends Command.Awaited<Job> {
        private final NewJob job;
        private Job added;

        Add(NewJob job) {
            this.job = job;
        }

        @Override
        public void apply(Commit commit) throws SQLException {
            commit.requireLane(job.lane());
            added = commit.sql.jobs.add(job, commit.at());
        }

        @Override
        public Job result() {
            return added;
        }
    }

    private static final class Cancel extends Command.Awaited<Void> {
        private final long job;

        Cancel(long job) {
            this.job = job;
        }

        @Override
        public void apply(Commit commit) throws SQLException {
            if (!commit.sql.jobs.cancel(job, commit.at())) {
                throw new IllegalArgumentException("There is no job " + job + " that has not ended.");
            }
        }

        @Override
        public Void result() {
            return null;
        }
    }
}
