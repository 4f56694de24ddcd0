package io.wotnotrelay.log.sqlite;

import io.wotnotrelay.log.LaneRecord;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Forgets what need not be kept, in small steps. */
final class Forgetting {
    private final Parts parts;
    private final Consumer<Command> writer;

    /** {@code writer} takes a command into its next commit. */
    Forgetting(Parts parts, Consumer<Command> writer) {
        this.parts = parts;
        this.writer = writer;
    }

    /** The events up to this seq. */
    CompletionStage<Void> events(long upTo) {
        long limit = Math.min(upTo, parts.writer().head());
        return steps(commit -> commit.sql.pruning.events(limit)).thenCompose(v -> {
            parts.tail().dropTo(limit);
            return parts.shrinking().run();
        });
    }

    /** Receipts and outcomes written before this time, but for what is needed still. */
    CompletionStage<Void> before(long time) {
        long kept = parts.clock().millis() - parts.dedupWindow().toMillis();
        CompletableFuture<Void> stage = steps(commit -> commit.sql.pruning.intake(Math.min(time, kept)));
        for (LaneRecord lane : parts.lanes().records()) {
            stage = stage.thenCompose(v -> steps(commit -> {
                LaneStates.State state = commit.lane(lane.id());
                return state != null && commit.sql.pruning.outcomes(state, time);
            }));
        }
        return stage;
    }

    private CompletableFuture<Void> steps(Step.Piece piece) {
        CompletableFuture<Void> stage = new CompletableFuture<>();
        writer.accept(new Step(piece, parts.inbox(), stage));
        return stage;
    }
}
