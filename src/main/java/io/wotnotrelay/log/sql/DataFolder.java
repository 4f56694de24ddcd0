package io.wotnotrelay.log.sql;

import io.wotnotrelay.log.LogOpenException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;

/** The folder of the log, held by one relay at a time and closed to other users. */
public final class DataFolder implements AutoCloseable {
    private final Path folder;
    private final FileChannel channel;
    private final FileLock lock;

    private DataFolder(Path folder, FileChannel channel, FileLock lock) {
        this.folder = folder;
        this.channel = channel;
        this.lock = lock;
    }

    public static DataFolder hold(Path folder) {
        try {
            Files.createDirectories(folder);
            restrict(folder, "rwx------");
            Path file = ownFile(folder.resolve("relay.lock"));
            FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                throw new LogOpenException(
                        "Another relay is running on the data folder " + folder.toAbsolutePath()
                                + ": stop it first, or give this one a folder of its own with relay.data.",
                        null);
            }
            return new DataFolder(folder, channel, lock);
        } catch (IOException e) {
            throw new LogOpenException(
                    "The data folder " + folder.toAbsolutePath() + " cannot be used (" + e
                            + "): make it a folder that this user can write, or name another with relay.data.",
                    e);
        }
    }

    /** A lock held by this very process shows as an exception, one held by another as null. */
    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    public Path folder() {
        return folder;
    }

    /** Makes sure the file exists and is only this user's; SQLite gives its side files the same permissions. */
    public static Path ownFile(Path file) throws IOException {
        try {
            Files.createFile(file);
        } catch (FileAlreadyExistsException e) {
            // then it is only restricted
        }
        restrict(file, "rw-------");
        return file;
    }

    public static void restrict(Path path, String permissions) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
        if (view != null) {
            view.setPermissions(PosixFilePermissions.fromString(permissions));
        }
    }

    @Override
    public void close() {
        try (channel) {
            lock.release();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
