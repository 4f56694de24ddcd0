package io.wotnotrelay.log.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Refuses events while too little of the disk is free, so that what lanes have done, and pruning, still fit. */
final class DiskWatch {
    private static final Logger LOG = LoggerFactory.getLogger(DiskWatch.class);

    /** Where the number of free bytes comes from. */
    interface FreeSpace {
        long bytes() throws IOException;

        static FreeSpace of(Path folder) {
            return () -> Files.getFileStore(folder).getUsableSpace();
        }
    }

    private final FreeSpace space;
    private final long least;
    private final FileFaults faults;
    private volatile String refusal;

    DiskWatch(FreeSpace space, long least, FileFaults faults) {
        this.space = space;
        this.least = least;
        this.faults = faults;
    }

    /** Why events are refused now; null when they are not. */
    String refusal() {
        return refusal;
    }

    /** Looks again; about once a second. */
    void look() {
        try {
            long free = space.bytes();
            String before = refusal;
            refusal = free < least ? faults.lowDisk(free, least) : null;
            if (refusal != null && before == null) {
                LOG.error(refusal);
            } else if (refusal == null && before != null) {
                LOG.info("There is enough free space again; events are taken.");
            }
        } catch (IOException e) {
            LOG.debug("The free space cannot be told; a full disk will show when a commit fails.", e);
        }
    }
}
