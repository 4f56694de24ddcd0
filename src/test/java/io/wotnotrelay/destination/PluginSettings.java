package io.wotnotrelay.destination;

import io.wotnotrelay.config.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;

/** Settings of a folder that has plugins/ and routes/ in it. */
final class PluginSettings {
    private PluginSettings() {}

    static Settings of(Path folder, Properties camel) {
        return new Settings(
                folder,
                folder,
                folder.resolve("routes"),
                null,
                new Settings.Console("127.0.0.1", 0, "test"),
                new Settings.Store("jdbc:sqlite:" + folder.resolve("relay.db"), 0),
                new Settings.Dedup(Duration.ofHours(1), 10),
                new Settings.Retention(Duration.ofDays(1), 1 << 30, Duration.ofDays(1)),
                camel);
    }
}
