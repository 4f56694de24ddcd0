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
 */
public record Finding(Path file, Severity severity, int line, int column, String sentence) {
    /** How bad it is. */
    public enum Severity {
        /** The file is not used. */
        ERROR,
        /** The file is used. */
        WARNING
    }

    /** {@code file:line:column: error: sentence}, as compilers write it. */
    @Override
    public String toString() {
        String place = line == 0 ? "" : ":" + line + ":" + column;
        return file + place + ": " + severity.name().toLowerCase(java.util.Locale.ROOT) + ": " + sentence;
    }
}
