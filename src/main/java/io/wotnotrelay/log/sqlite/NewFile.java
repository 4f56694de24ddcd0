package io.wotnotrelay.log.sqlite;

import io.wotnotrelay.log.BackupException;
import io.wotnotrelay.log.sql.DataFolder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** A file that is there whole or not at all: written under another name, synced, then renamed. For this user alone. */
final class NewFile implements AutoCloseable {
    private final Path target;
    private final boolean replace;
    private final Path partial;

    private NewFile(Path target, boolean replace, Path partial) {
        this.target = target;
        this.replace = replace;
        this.partial = partial;
    }

    static NewFile begin(Path target, boolean replace) throws IOException {
        Path folder = target.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new BackupException("There is no folder " + folder + ". Make it first.");
        }
        if (Files.isDirectory(target)) {
            throw new BackupException(target + " is a folder. Name a file in it.");
        }
        refuseToReplace(target, replace);
        String random = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        Path partial = folder.resolve(target.getFileName() + "." + random + ".partial");
        // also when the process is told to end
        partial.toFile().deleteOnExit();
        return new NewFile(target, replace, DataFolder.ownFile(partial));
    }

    private static void refuseToReplace(Path target, boolean replace) {
        if (Files.exists(target) && !replace) {
            throw new BackupException(target + " is there already. Name another file, or replace it with --force.");
        }
    }

    Path partial() {
        return partial;
    }

    /** Gives it its name. */
    void finish() throws IOException {
        sync(partial);
        refuseToReplace(target, replace);
        Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
        syncFolder(target.toAbsolutePath().getParent());
    }

    static void sync(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /** So that names, too, outlive a loss of power. Where folders cannot be synced, nothing better can be done. */
    static void syncFolder(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            org.slf4j.LoggerFactory.getLogger(NewFile.class).debug("The folder {} cannot be synced.", folder, e);
        }
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(partial);
    }
}
