package io.wotnotrelay.log;

import java.nio.file.Path;
import java.util.List;

/**
 * What restoring a backup would do.
 *
 * @param backup what is restored
 * @param log the file it becomes
 * @param here what is there now
 * @param fault why what is there now cannot be read; null where it can, or where there is none
 * @param headHere seq of the last event of the log that is there now; -1 where that is not known
 * @param lanes each lane of the backup
 * @param bornSince names of the lanes that the log there now has and the backup has not
 */
public record RestorePlan(
        Backup backup, Path log, Here here, String fault, long headHere, List<Lane> lanes, List<String> bornSince) {
    /** What lies in the data folder before a restore. */
    public enum Here {
        /** No event log. */
        NOTHING,
        /** The log the backup was taken of, some time later. */
        SAME_LOG,
        /** Another log, also one that a backup of this log was restored to: its places are not those of the backup. */
        OTHER_LOG,
        /** Something that cannot be read. */
        UNREADABLE
    }

    /**
     * @param name the destination
     * @param cursor every matching event up to this seq was settled or parked when the backup was taken
     * @param unfinished deliveries up to the cursor that were not settled then, dead letters apart
     * @param nameHere its name in the log that is there now; null where it is not there, or that is not known
     * @param cursorHere its cursor in the log that is there now; -1 where that is not known
     * @param repeats deliveries that would be made again; -1 where that is not known
     * @param inDoubt deliveries that were under way when the backup was taken: they may have been done
     */
    public record Lane(
            String name, long cursor, long unfinished, String nameHere, long cursorHere, long repeats, long inDoubt) {}

    /** How many events came after the backup and are not in it; -1 where that is not known. */
    public long eventsSince() {
        return here == Here.SAME_LOG ? Math.max(0, headHere - backup.head()) : -1;
    }
}
