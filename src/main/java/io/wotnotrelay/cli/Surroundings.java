package io.wotnotrelay.cli;

import io.wotnotrelay.config.Settings;
import io.wotnotrelay.config.SettingsLoader;
import io.wotnotrelay.config.TokenFiles;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * What a command finds around itself.
 *
 * @param environment as {@link System#getenv()}
 * @param system as {@link System#getProperties()}; {@code relay.home} is the folder above {@code bin/}
 */
record Surroundings(Map<String, String> environment, Properties system) {
    private static final String NAME = "application.properties";

    static Surroundings ofThisProcess() {
        return new Surroundings(System.getenv(), System.getProperties());
    }

    /**
     * The settings.
     *
     * @param named the file named on the command line, or null
     */
    Settings settings(Path named, TokenFiles tokens) {
        return SettingsLoader.load(file(named), environment, system, tokens);
    }

    /** How the launcher found that Maven is called; null where there is none. */
    String maven() {
        return environment.get("WOTNOT_MAVEN");
    }

    /** The names of the jars on the class path. */
    List<String> jars() {
        return Stream.of(system.getProperty("java.class.path", "").split(File.pathSeparator))
                .map(path -> Path.of(path).getFileName())
                .filter(Objects::nonNull)
                .map(Path::toString)
                .filter(name -> name.endsWith(".jar"))
                .toList();
    }

    private Path file(Path named) {
        String variable = environment.get("RELAY_CONFIG");
        Path explicit = named == null && variable != null && !variable.isBlank() ? Path.of(variable) : named;
        if (explicit == null) {
            return Path.of(system.getProperty("relay.home", "")).resolve(NAME);
        }
        if (!Files.isRegularFile(explicit)) {
            throw new Stop("There is no settings file " + explicit + ". Name one that exists with --config.");
        }
        return explicit;
    }
}
