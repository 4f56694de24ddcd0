package io.wotnotrelay.destination;

import io.wotnotrelay.config.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Checks destination files without running them. */
public final class Check {
    private Check() {}

    /**
     * What is to be mended or known about the files of a folder, by file and line; empty when all is well.
     *
     * @param folder of the {@code *.camel.yaml}
     * @throws java.io.UncheckedIOException when the folder cannot be read
     */
    public static List<Finding> folder(Path folder, Settings settings) {
        List<Finding> findings = new ArrayList<>();
        try (Workshop workshop = new Workshop(settings)) {
            for (Checked checked : workshop.check(folder)) {
                findings.addAll(checked.broken() ? checked.findings() : workshop.loaded(checked));
            }
        }
        findings.addAll(RoutesFolder.notRead(folder));
        return findings;
    }
}
