package io.wotnotrelay.destination.yaml;

/** A text that is no YAML, or YAML that cannot be a destination file. */
public final class YamlMistake extends Exception {
    private static final long serialVersionUID = 1L;
    private final int line;
    private final int column;

    YamlMistake(Place place, String sentence) {
        super(sentence);
        this.line = place.line();
        this.column = place.column();
    }

    /** Where it is. */
    public Place place() {
        return new Place(line, column);
    }
}
