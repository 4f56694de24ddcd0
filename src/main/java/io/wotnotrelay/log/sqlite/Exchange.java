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
        // the log itself first: without it, and with a restored one waiting, a start is refused; and under the new name
        // it and its write-ahead log are a database again
        putAside("");
        putAside("-wal");
        Files.deleteIfExists(log.beside("-shm"));
        for (String part : List.of("", "-wal", "-shm")) {
            Files.deleteIfExists(data.resolve("index.db" + part));
            Files.deleteIfExists(data.resolve("context.db" + part));
        }
        Path folder = log.file().toAbsolutePath().getParent();
        NewFile.syncFolder(folder);
        Files.move(log.restoring(), log.file(), StandardCopyOption.ATOMIC_MOVE);
        NewFile.syncFolder(folder);
        return needed ? log.beside(aside) : null;
    }

    private void putAside(String part) throws IOException {
        Path file = log.beside(part);
        if (Files.exists(file) && Files.size(file) == 0 && !part.isEmpty()) {
            Files.delete(file);
        } else if (Files.exists(file)) {
            Files.move(file, log.beside(aside + part));
        }
    }
}
