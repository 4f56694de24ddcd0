package io.wotnotrelay.log.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** Puts the log that is there aside and the restored one in its place. Broken off at any moment, no relay starts on an empty log. */
final class Exchange {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /** The log itself first: without it, and with a restored one beside it, a start is refused. */
    private static final List<String> PARTS = List.of("", "-wal", "-shm");

    private final Path data;
    private final Database log;
    private final String aside;

    Exchange(Path data, Database log, Clock clock) {
        this.data = data;
        this.log = log;
        this.aside = ".before-" + TIME.format(clock.instant());
    }

    /** Whether there is anything to put aside. */
    boolean needed() throws IOException {
        return Files.exists(log.file()) || Files.exists(log.wal()) && Files.size(log.wal()) > 0;
    }

    /** Where the log of before is now; null where there was none. */
    Path run() throws IOException {
        boolean needed = needed();
        for (String part : PARTS) {
            if (Files.exists(log.beside(part))) {
                // together they are a database again under the new name
                Files.move(log.beside(part), log.beside(aside + part));
            }
        }
        for (String part : PARTS) {
            Files.deleteIfExists(data.resolve("index.db" + part));
        }
        Path folder = log.file().toAbsolutePath().getParent();
        NewFile.syncFolder(folder);
        Files.move(log.restoring(), log.file(), StandardCopyOption.ATOMIC_MOVE);
        NewFile.syncFolder(folder);
        return needed ? log.beside(aside) : null;
    }
}
