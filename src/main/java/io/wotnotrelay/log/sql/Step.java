package io.wotnotrelay.log.sql;

import io.wotnotrelay.log.StoreUnavailableException;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;

/** Work that is done a little in each commit until nothing is left: pruning. */
public final class Step extends Command {
    /** One little piece; says whether there may be more. */
    public interface Piece {
        boolean apply(Commit commit) throws SQLException;
    }

    private final Piece piece;
    private final Inbox inbox;
    private final CompletableFuture<Void> stage;
    private boolean more;

    public Step(Piece piece, Inbox inbox, CompletableFuture<Void> stage) {
        this.piece = piece;
        this.inbox = inbox;
        this.stage = stage;
    }

    @Override
    public void apply(Commit commit) throws SQLException {
        more = piece.apply(commit);
    }

    @Override
    public void done() {
        if (more && inbox.isClosed()) {
            stage.completeExceptionally(
                    new StoreUnavailableException("The relay is stopping; pruning goes on later.", null));
        } else if (more) {
            inbox.put(this);
        } else {
            stage.complete(null);
        }
    }

    @Override
    public void failed(RuntimeException cause) {
        stage.completeExceptionally(cause);
    }
}
