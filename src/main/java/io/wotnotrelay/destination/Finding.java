package io.wotnotrelay.destination;

import java.nio.file.Path;

/**
 * Something to mend or to know about a destination file.
 *
 * @param file the file it is in
 * @param severity whether the file can be used nevertheless
 * @param line from 1; 0 when it is about the whole file
 * @param column from 1; 0 when it is about the whole file
 * @param sentence what is wrong and what to do, of one line, without secrets
 * @param excerpt that line of the file, without its indent and without secrets; null where there is none to show
 */
public record Finding(Path file, Severity severity, int line, int column, String sentence, String excerpt) {
    /** How bad it is. */
    public enum Severity {
        /** The file is not used. */
        ERROR,
        /** The file is used. */
        WARNING
    }

    /** What to do, where the sentence tells it apart from what is wrong; null where it does not. */
    public String remedy() {
        return Remedy.in(sentence);
    }

    /** {@code file:line:column: error: sentence}, as compilers write it, and the line itself. */
    @Override
    public String toString() {
        String place = line == 0 ? "" : ":" + line + ":" + column;
        return file + place + ": " + severity.name().toLowerCase(java.util.Locale.ROOT) + ": " + sentence
                + (excerpt == null ? "" : " [" + excerpt + "]");
    }
}
