package io.wotnotrelay.log.sqlite;

import io.wotnotrelay.log.BackupException;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** The room on the disk that a copy goes to. On the log's own disk {@code relay.store.min-free} is left to the relay. */
final class DiskRoom {
    private final FileStore disk;
    private final Path folder;
    private final long kept;

    private DiskRoom(FileStore disk, Path folder, long kept) {
        this.disk = disk;
        this.folder = folder;
        this.kept = kept;
    }

    static DiskRoom in(Path folder, Path log, long minFree) throws IOException {
        FileStore disk = Files.getFileStore(folder);
        Path beside = log.toAbsolutePath().getParent();
        boolean same = Files.exists(beside) && Files.getFileStore(beside).equals(disk);
        return new DiskRoom(disk, folder, same ? minFree : 0);
    }

    /** Refuses to begin where so many bytes would not fit. */
    void require(long bytes) throws IOException {
        long free = disk.getUsableSpace();
        if (free - kept < bytes) {
            throw refusal("about " + mebibytes(bytes) + " MiB are needed, " + mebibytes(free) + " MiB are free");
        }
    }

    /** Refuses to go on where the relay would soon be left with too little. */
    void stillThere() throws IOException {
        long free = disk.getUsableSpace();
        if (free < kept) {
            throw refusal("only " + mebibytes(free) + " MiB are left");
        }
    }

    BackupException refusal(String how) {
        String keeps = kept == 0
                ? ""
                : ", of which " + mebibytes(kept) + " MiB (relay.store.min-free) are kept for the relay's own events";
        return new BackupException("There is not enough room on the disk of " + folder.toAbsolutePath() + ": " + how
                + keeps + ". Free some space, or take another disk.");
    }

    private static long mebibytes(long bytes) {
        return (bytes + (1 << 20) - 1) >> 20;
    }
}
