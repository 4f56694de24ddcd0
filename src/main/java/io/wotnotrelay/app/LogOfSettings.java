package io.wotnotrelay.app;

import io.wotnotrelay.config.Settings;
import io.wotnotrelay.log.LogStore;
import io.wotnotrelay.log.postgres.PostgresEventLog;
import io.wotnotrelay.log.sqlite.SqliteEventLog;
import java.time.Clock;

/** Opens the event log that {@code relay.store.url} names. */
final class LogOfSettings {
    private LogOfSettings() {}

    static LogStore open(Settings settings, Clock clock) {
        return PostgresEventLog.takes(settings.store())
                ? PostgresEventLog.open(settings.data(), settings.store(), settings.dedup(), clock)
                : SqliteEventLog.open(settings.data(), settings.store(), settings.dedup(), clock);
    }
}
