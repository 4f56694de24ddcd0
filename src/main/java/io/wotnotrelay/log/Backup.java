package io.wotnotrelay.log;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * A copy of a whole log as it was at one moment, in one file.
 *
 * @param file where it lies
 * @param log the id of the log it was taken of
 * @param relay the version of the relay that took it
 * @param takenAt the moment
 * @param first seq of the first event in it; {@code head + 1} where there is none
 * @param head seq of the last event the log had taken then, 0 where it had taken none
 * @param events how many events are in it
 * @param bytes size of the file
 * @param besides names of the small files of the data folder that it carries
 */
public record Backup(
        Path file,
        String log,
        String relay,
        Instant takenAt,
        long first,
        long head,
        long events,
        long bytes,
        List<String> besides) {
    /** The same under its final name. */
    public Backup named(Path name) {
        return new Backup(name, log, relay, takenAt, first, head, events, bytes, besides);
    }
}
