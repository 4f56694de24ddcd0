package io.wotnotrelay.destination;

import io.wotnotrelay.destination.failure.Redaction;
import io.wotnotrelay.destination.yaml.Place;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What is found in one file, while it is being found. */
final class Findings {
    private final Path file;
    private final Redaction redaction;
    private final Set<Finding> all = new LinkedHashSet<>();

    Findings(Path file, Redaction redaction) {
        this.file = file;
        this.redaction = redaction;
    }

    void error(Place place, String sentence) {
        add(Finding.Severity.ERROR, place, sentence);
    }

    void warning(Place place, String sentence) {
        add(Finding.Severity.WARNING, place, sentence);
    }

    private void add(Finding.Severity severity, Place place, String sentence) {
        all.add(new Finding(file, severity, place.line(), place.column(), redaction.line(sentence)));
    }

    boolean broken() {
        return all.stream().anyMatch(f -> f.severity() == Finding.Severity.ERROR);
    }

    /** All of them, in the order of the file. */
    List<Finding> list() {
        return all.stream()
                .sorted(Comparator.comparingInt(Finding::line).thenComparingInt(Finding::column))
                .toList();
    }
}
