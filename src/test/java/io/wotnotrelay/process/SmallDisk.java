package io.wotnotrelay.process;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small file system in memory that can be filled up and made read-only; only root may have one. */
final class SmallDisk implements AutoCloseable {
    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    static SmallDisk mount(Path folder, int mebibytes) throws IOException {
        Files.createDirectories(folder);
        boolean mounted = run("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "tmpfs", folder.toString());
        assumeTrue(mounted, "a file system cannot be mounted here");
        return new SmallDisk(folder);
    }

    /** Takes all the space there is. */
    void fill() throws IOException {
        take(Long.MAX_VALUE);
    }

    /** Takes so many bytes, or all there are. */
    void take(long bytes) throws IOException {
        byte[] page = new byte[4096];
        try (OutputStream out = Files.newOutputStream(ballast())) {
            for (long taken = 0; taken < bytes; taken += page.length) {
                out.write(page);
            }
        } catch (IOException full) {
            if (bytes != Long.MAX_VALUE) {
                throw full;
            }
        }
    }

    /** Gives the space back. */
    void free() throws IOException {
        Files.delete(ballast());
    }

    void readOnly(boolean readOnly) throws IOException {
        if (!run("mount", "-o", "remount," + (readOnly ? "ro" : "rw"), folder.toString())) {
            throw new IOException("the file system could not be mounted again");
        }
    }

    private Path ballast() {
        return folder.resolve("ballast");
    }

    private static boolean run(String... command) throws IOException {
        return new ProcessBuilder(command).inheritIO().start().onExit().join().exitValue() == 0;
    }

    @Override
    public void close() throws IOException {
        run("umount", "-l", folder.toString());
    }
}
