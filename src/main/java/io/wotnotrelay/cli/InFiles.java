package io.wotnotrelay.cli;

import io.wotnotrelay.config.Settings;

/** Stops a command that knows event logs in files only. */
final class InFiles {
    private InFiles() {}

    static void require(Settings.Store store) {
        if (store.url() != null && store.url().startsWith("jdbc:postgresql:")) {
            throw new Stop(
                    "The event log is in a PostgreSQL database (relay.store.url): back it up and bring it back with the"
                            + " database's own tools, such as pg_dump, pg_basebackup or your provider's; see"
                            + " docs/operations.md.");
        }
    }
}
