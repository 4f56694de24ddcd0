package io.wotnotrelay.destination;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The folder of the destination files. */
final class RoutesFolder {
    private static final String ROUTES = ".camel.yaml";
    private static final String PIPE = ".pipe.yaml";
    private static final String KAMELET = ".kamelet.yaml";

    private RoutesFolder() {}

    /** The destination files, by name. */
    static List<Path> files(Path folder) {
        return list(folder, file -> (name(file).endsWith(ROUTES) || name(file).endsWith(PIPE)) && !hidden(file));
    }

    /** The Kamelets of people's own, by name. */
    static List<Path> kamelets(Path folder) {
        return list(folder, file -> isKamelet(file) && !hidden(file));
    }

    static boolean isPipe(Path file) {
        return name(file).endsWith(PIPE);
    }

    static boolean isKamelet(Path file) {
        return name(file).endsWith(KAMELET);
    }

    /** The name of the Kamelet in this file. */
    static String kamelet(Path file) {
        return name(file).substring(0, name(file).length() - KAMELET.length());
    }

    /** What looks like a destination file but is not read because of its name. */
    static List<Finding> notRead(Path folder) {
        return list(folder, file -> {
                    String name = name(file).toLowerCase(Locale.ROOT);
                    return (name.endsWith(".yaml") || name.endsWith(".yml"))
                            && Stream.of(ROUTES, PIPE, KAMELET).noneMatch(name(file)::endsWith)
                            && !Files.isDirectory(file);
                })
                .stream()
                .map(file -> new Finding(
                        file,
                        Finding.Severity.WARNING,
                        0,
                        0,
                        "It is not read, for its name does not end in .camel.yaml, .pipe.yaml or .kamelet.yaml.",
                        null))
                .toList();
    }

    private static boolean hidden(Path file) {
        return name(file).startsWith(".");
    }

    private static List<Path> list(Path folder, java.util.function.Predicate<Path> wanted) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(wanted).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    new IOException("The folder " + folder + " cannot be read; make it, or correct relay.routes.", e));
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }
}
