package io.wotnotrelay.log.sql;

import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Something for the writer to do inside a commit. */
public abstract class Command {
    /** What it weighs in the queue, in bytes. */
    public int weight() {
        return 64;
    }

    /** Whether it adds events: these are refused first when the disk fills up. */
    public boolean takesEvents() {
        return false;
    }

    /** Whether it looks at lanes: then a store that is shared reads them first. */
    public boolean seesLanes() {
        return true;
    }

    /**
     * Changes the database inside the open transaction. May run again when the first commit failed.
     *
     * @throws IllegalArgumentException when this command alone makes no sense; nothing may have been changed by then
     * @throws io.wotnotrelay.log.LaneLostException likewise
     */
    public abstract void apply(Commit commit) throws SQLException;

    /** The commit is on disk. */
    public void done() {}

    /** The commit, or this command, failed. */
    public void failed(RuntimeException cause) {}

    /** Waits for what a command ends with; throws what it failed with. */
    public static <T> T await(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** A command that someone waits for. */
    public abstract static class Awaited<T> extends Command {
        public final CompletableFuture<T> stage = new CompletableFuture<>();

        /** What the stage completes with; asked after the commit. */
        public abstract T result();

        @Override
        public void done() {
            stage.complete(result());
        }

        @Override
        public void failed(RuntimeException cause) {
            stage.completeExceptionally(cause);
        }
    }
}
