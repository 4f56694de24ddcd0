package io.wotnotrelay.app;

import io.wotnotrelay.config.Settings;
import io.wotnotrelay.conversation.ContextCopies;
import io.wotnotrelay.log.copy.Migrated;
import io.wotnotrelay.log.copy.Migration;
import io.wotnotrelay.log.copy.Progress;
import io.wotnotrelay.log.copy.Source;
import io.wotnotrelay.log.copy.Target;
import io.wotnotrelay.log.postgres.PostgresEventLog;
import io.wotnotrelay.log.postgres.PostgresSource;
import io.wotnotrelay.log.postgres.PostgresTarget;
import io.wotnotrelay.log.sql.DataFolder;
import io.wotnotrelay.log.sqlite.SqliteSource;
import io.wotnotrelay.log.sqlite.SqliteTarget;
import java.time.Clock;

/** Copies the event log that the settings name to a store of the other kind. */
public final class LogMigration {
    private final Settings settings;
    private final Settings.Store to;
    private final ContextCopies contexts;

    /** @param to where the copy is to be */
    public LogMigration(Settings settings, Settings.Store to) {
        this.settings = settings;
        this.to = to;
        this.contexts = new ContextCopies(settings.data(), Clock.systemUTC());
    }

    /** Whether the two stores are of different kinds. Those of one kind have better ways to be copied. */
    public boolean changesKind() {
        return PostgresEventLog.takes(settings.store()) != PostgresEventLog.takes(to);
    }

    /**
     * Copies and checks.
     *
     * @param restart begin anew where a copy was broken off, instead of going on
     * @throws io.wotnotrelay.log.copy.MigrationException with a sentence for the operator
     * @throws io.wotnotrelay.log.LogOpenException likewise
     */
    public Migrated run(boolean restart, Progress progress) {
        boolean fromDatabase = PostgresEventLog.takes(settings.store());
        if (!fromDatabase) {
            SqliteSource.require(settings.data(), settings.store());
        }
        try (DataFolder folder = DataFolder.hold(settings.data());
                Source source = fromDatabase
                        ? PostgresSource.open(settings.store())
                        : SqliteSource.open(folder.folder(), settings.store(), contexts);
                Target target = fromDatabase
                        ? SqliteTarget.open(folder.folder(), to, contexts, Clock.systemUTC())
                        : PostgresTarget.open(to)) {
            return new Migration(source, target, progress).run(restart);
        }
    }
}
