package io.wotnotrelay.destination;

import io.wotnotrelay.config.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Checks destination files without running them. */
public final class Check {
    private Check() {}

    /** What is to be mended or known about one file, whatever stands beside it; empty when all is well. */
    public static List<Finding> file(Path file, Settings settings) {
        try (Workshop workshop = new Workshop(settings, file.toAbsolutePath().getParent())) {
            Checked checked = workshop.check(file, Map.of());
            return checked.broken() ? checked.findings() : workshop.loaded(checked);
        }
    }

    /** The destination files of a folder, or the one file. */
    public static List<Path> files(Path routes) {
        return Files.isDirectory(routes) ? RoutesFolder.files(routes) : List.of(routes);
    }

    /** The names of all destinations in the files of a folder, as far as they can be read. */
    public static Set<String> names(Path folder, Settings settings) {
        Set<String> names = new TreeSet<>();
        try (Workshop workshop = new Workshop(settings, folder)) {
            workshop.check(folder)
                    .forEach(checked -> names.addAll(checked.names().keySet()));
        }
        return names;
    }

    /**
     * What is to be mended or known about the files of a folder, by file and line; empty when all is well.
     *
     * @param folder of the {@code *.camel.yaml}
     * @throws java.io.UncheckedIOException when the folder cannot be read
     */
    public static List<Finding> folder(Path folder, Settings settings) {
        List<Finding> findings = new ArrayList<>();
        try (Workshop workshop = new Workshop(settings, folder)) {
            RoutesFolder.kamelets(folder).forEach(file -> findings.addAll(workshop.kamelet(file)));
            for (Checked checked : workshop.check(folder)) {
                findings.addAll(checked.broken() ? checked.findings() : workshop.loaded(checked));
            }
        }
        findings.addAll(RoutesFolder.notRead(folder));
        return findings;
    }
}
