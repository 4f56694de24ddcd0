package io.wotnotrelay.config;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** A folder with an application.properties, an environment and system properties. */
final class SettingsFixture {
    final Path home;
    final Map<String, String> environment = new HashMap<>();
    final Properties system = new Properties();

    SettingsFixture(Path home) {
        this.home = home;
    }

    SettingsFixture file(String... lines) {
        return write("application.properties", String.join("\n", lines) + "\n");
    }

    SettingsFixture write(String name, String text) {
        try {
            Files.writeString(home.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    SettingsFixture environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    SettingsFixture system(String name, String value) {
        system.setProperty(name, value);
        return this;
    }

    Settings load() {
        return load(TokenFiles.reading());
    }

    Settings load(TokenFiles tokens) {
        return SettingsLoader.load(home.resolve("application.properties"), environment, system, tokens);
    }

    List<String> problems() {
        return catchThrowableOfType(SettingsException.class, this::load).problems();
    }
}
