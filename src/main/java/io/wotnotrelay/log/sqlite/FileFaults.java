package io.wotnotrelay.log.sqlite;

import io.wotnotrelay.log.StoreUnavailableException;
import io.wotnotrelay.log.sql.Faults;
import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Sentences for the person who must act when the store fails. */
final class FileFaults implements Faults {
    private final Path file;

    FileFaults(Path file) {
        this.file = file;
    }

    StoreUnavailableException unreadable(SQLException cause) {
        String sentence = kind(cause) == Kind.DAMAGED
                ? sentence(cause)
                : "Reading the event log " + file + " failed (" + cause.getMessage() + "): look at the disk.";
        return new StoreUnavailableException(sentence, cause);
    }

    @Override
    public StoreUnavailableException full(long bytes) {
        return new StoreUnavailableException(
                "The disk of " + file + " is too slow: " + (bytes >> 20) + " MiB wait to be written.", null);
    }

    String lowDisk(long free, long least) {
        return "Only " + (free >> 20) + " MiB are free on the disk of " + file + ", fewer than the " + (least >> 20)
                + " MiB of relay.store.min-free: free some space, or set that key lower; events are taken again by themselves then.";
    }

    @Override
    public String sentence(Throwable cause) {
        return switch (kind(cause)) {
            case FULL ->
                "The disk of " + file + " is full: free some space; events are taken again by themselves then.";
            case READONLY ->
                "The event log " + file + " cannot be written: make the file and its disk writable;"
                        + " events are taken again by themselves then.";
            case DAMAGED ->
                "The event log " + file + " is damaged (" + cause.getMessage()
                        + "): stop the relay and bring the file back with bin/relay restore.";
            case IO ->
                "Writing the event log " + file + " failed (" + cause.getMessage()
                        + "): look at the disk; events are taken again by themselves once it works.";
            case OTHER -> "The event log " + file + " takes no events now (" + cause + ").";
        };
    }

    /** Classes of trouble, by what must be done. */
    enum Kind {
        FULL,
        READONLY,
        DAMAGED,
        IO,
        OTHER
    }

    static Kind kind(Throwable cause) {
        if (!(cause instanceof SQLiteException sqlite)) {
            return cause instanceof SQLException ? Kind.IO : Kind.OTHER;
        }
        SQLiteErrorCode code = sqlite.getResultCode();
        return switch (code.code & 0xff) {
            case 13 -> Kind.FULL;
            case 8 -> Kind.READONLY;
            case 11, 26 -> Kind.DAMAGED;
            case 10, 14 -> Kind.IO;
            default -> Kind.OTHER;
        };
    }
}
