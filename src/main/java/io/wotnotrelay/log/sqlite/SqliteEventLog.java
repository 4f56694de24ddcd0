package io.wotnotrelay.log.sqlite;

import io.wotnotrelay.config.Settings;
import io.wotnotrelay.log.sql.LaneStates;
import io.wotnotrelay.log.sql.SqlEventLog;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CompletionStage;

/** The event log in one SQLite file, {@code relay.db}: ACID, nothing to install, one process at a time. See docs/adr/0001. */
public final class SqliteEventLog extends SqlEventLog {
    private final Parts parts;

    SqliteEventLog(Parts parts) {
        super(parts.core());
        this.parts = parts;
    }

    /**
     * Opens the log of this folder, or begins one where there is none.
     *
     * @param data the data folder; made when it is missing, then kept to this user alone (0700)
     * @throws io.wotnotrelay.log.LogOpenException with a sentence for the operator: another relay runs here, the file is
     *     damaged, was written by a newer relay, or cannot be written
     */
    public static SqliteEventLog open(Path data, Settings.Store store, Settings.Dedup dedup, Clock clock) {
        return new Opening(data, store, dedup, clock).open();
    }

    @Override
    public void listen(CommitListener listener) {
        parts.listeners().add(listener);
    }

    @Override
    public long usedBytes() {
        return parts.core().readers().ask(session -> Shrinking.usedBytes(session.connection()));
    }

    @Override
    protected String refusal() {
        return parts.disk().refusal();
    }

    @Override
    protected LaneStates states() {
        return parts.core().memory().lanes();
    }

    @Override
    protected CompletionStage<Void> shrink() {
        return parts.shrinking().run();
    }

    @Override
    protected void release() {
        parts.close();
    }
}
