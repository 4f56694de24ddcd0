package io.wotnotrelay.log;

/**
 * What became of the items of one request, known once the commit that holds them is on disk.
 *
 * @param lastSeq the place of the last new event, or of the head where all were duplicates
 * @param stored how many are new
 * @param duplicates how many the log already held
 */
public record Appended(long lastSeq, int stored, int duplicates) {}
