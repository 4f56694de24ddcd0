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
    private byte[] text = new byte[0];

    Findings(Path file, Redaction redaction) {
        this.file = file;
        this.redaction = redaction;
    }

    /** The file's own text, for the lines that are shown. */
    Findings in(byte[] yaml) {
        text = yaml;
        return this;
    }

    /** From now on this is shown nowhere: not in the line it stands in either. */
    void hide(String secret) {
        redaction.hide(secret);
    }

    void error(Place place, String sentence) {
        add(Finding.Severity.ERROR, place, sentence);
    }

    void warning(Place place, String sentence) {
        add(Finding.Severity.WARNING, place, sentence);
    }

    private void add(Finding.Severity severity, Place place, String sentence) {
        all.add(new Finding(file, severity, place.line(), place.column(), redaction.line(sentence), null));
    }

    boolean broken() {
        return all.stream().anyMatch(f -> f.severity() == Finding.Severity.ERROR);
    }

    /** All of them, in the order of the file. */
    List<Finding> list() {
        return all.stream()
                .map(this::shown)
                .sorted(Comparator.comparingInt(Finding::line).thenComparingInt(Finding::column))
                .toList();
    }

    /** Last, when all secrets of the file are known. */
    private Finding shown(Finding f) {
        String excerpt = Excerpt.of(text, new Place(f.line(), f.column()), redaction);
        return new Finding(f.file(), f.severity(), f.line(), f.column(), redaction.line(f.sentence()), excerpt);
    }
}
