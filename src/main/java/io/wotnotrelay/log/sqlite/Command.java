package io.wotnotrelay.log.sqlite;

import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Something for the writer to do inside a commit. */
abstract class Command {
    /** What it weighs in the queue, in bytes. */
    int weight() {
        return 64;
    }

    /** Whether it adds events: these are refused first when the disk fills up. */
    boolean takesEvents() {
        return false;
    }

    /**
     * Changes the database inside the open transaction. May run again when the first commit failed.
     *
     * @throws IllegalArgumentException when this command alone makes no sense; nothing may have been changed by then
     */
    abstract void apply(Commit commit) throws SQLException;

    /** The commit is on disk. */
    void done() {}

    /** The commit, or this command, failed. */
    void failed(RuntimeException cause) {}

    /** Waits for what a command ends with; throws what it failed with. */
    static <T> T await(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** A command that someone waits for. */
    abstract static class Awaited<T> extends Command {
        final CompletableFuture<T> stage = new CompletableFuture<>();

        /** What the stage completes with; asked after the commit. */
        abstract T result();

        @Override
        void done() {
            stage.complete(result());
        }

        @Override
        void failed(RuntimeException cause) {
            stage.completeExceptionally(cause);
        }
    }
}
