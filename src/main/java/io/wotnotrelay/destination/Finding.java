package io.wotnotrelay.destination;

/**
 * What a check found in a destination file.
 *
 * @param file the file
 * @param line from 1; 0 where it concerns the whole file
 * @param column from 1; 0 where it is not known
 * @param sentence what is wrong and what to do
 */
public record Finding(Severity severity, String file, int line, int column, String sentence) {
    /** Whether the file can be used. */
    public enum Severity {
        ERROR,
        WARNING
    }
}
