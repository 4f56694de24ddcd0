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
    private static final String SUFFIX = ".camel.yaml";

    private RoutesFolder() {}

    /** The destination files, by name. */
    static List<Path> files(Path folder) {
        return list(folder, file -> name(file).endsWith(SUFFIX) && !name(file).startsWith("."));
    }

    /** What looks like a destination file but is not read because of its name. */
    static List<Finding> notRead(Path folder) {
        return list(folder, file -> {
                    String name = name(file).toLowerCase(Locale.ROOT);
                    return (name.endsWith(".yaml") || name.endsWith(".yml"))
                            && !name(file).endsWith(SUFFIX)
                            && !Files.isDirectory(file);
                })
                .stream()
                .map(file -> new Finding(
                        file,
                        Finding.Severity.WARNING,
                        0,
                        0,
                        "It is not read, for its name does not end in .camel.yaml.",
                        null))
                .toList();
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
