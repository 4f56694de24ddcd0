package io.wotnotrelay.log.sql;

import io.wotnotrelay.log.LaneRecord;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Forgets what need not be kept, in small steps. */
final class Forgetting {
    private final Core core;
    private final Supplier<LaneStates> lanes;
    private final Consumer<Command> writer;
    private final Supplier<CompletionStage<Void>> shrinking;

    /** {@code writer} takes a command into its next commit. */
    Forgetting(
            Core core,
            Supplier<LaneStates> lanes,
            Consumer<Command> writer,
            Supplier<CompletionStage<Void>> shrinking) {
        this.core = core;
        this.lanes = lanes;
        this.writer = writer;
        this.shrinking = shrinking;
    }

    /** The events up to this seq. */
    CompletionStage<Void> events(long upTo) {
        long limit = Math.min(upTo, core.memory().head());
        return steps(commit -> commit.sql.pruning.events(limit, commit.sql::freed))
                .thenCompose(v -> {
                    core.memory().tail().dropTo(limit);
                    return shrinking.get();
                });
    }

    /** Receipts and outcomes written before this time, but for what is needed still. */
    CompletionStage<Void> before(long time) {
        long kept = core.clock().millis() - core.dedupWindow().toMillis();
        CompletableFuture<Void> stage = steps(commit -> commit.sql.pruning.intake(Math.min(time, kept)));
        for (LaneRecord lane : lanes.get().records()) {
            stage = stage.thenCompose(v -> steps(commit -> {
                LaneStates.State state = commit.lane(lane.id());
                return state != null && commit.sql.pruning.outcomes(state, time);
            }));
        }
        return stage;
    }

    private CompletableFuture<Void> steps(Step.Piece piece) {
        CompletableFuture<Void> stage = new CompletableFuture<>();
        writer.accept(new Step(piece, core.inbox(), stage));
        return stage;
    }
}
