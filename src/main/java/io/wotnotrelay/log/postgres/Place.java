package io.wotnotrelay.log.postgres;

/**
 * How far the log has come, by its last row of intake.
 *
 * @param n number of that row; 0 where there is none
 * @param head the last seq
 * @param high the largest receipt so far
 * @param bytes of all events so far
 */
record Place(long n, long head, long high, long bytes) {
    static final Place NONE = new Place(0, 0, Long.MIN_VALUE, 0);
}
