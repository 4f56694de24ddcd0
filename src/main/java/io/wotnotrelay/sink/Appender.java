package io.wotnotrelay.sink;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * One file to which any number of lanes of this process append whole lines. There is one appender for each real path;
 * the last user closes it.
 *
 * <p>A {@link RandomAccessFile} and not a channel: interrupting a lane would close the channel under all others.
 */
final class Appender {
    private static final Map<Path, Appender> OPEN = new HashMap<>();
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path path;
    private int users;
    private RandomAccessFile file;
    private Object key;

    private Appender(Path path) {
        this.path = path;
    }

    /** The appender of this file; nothing is opened or made before the first line. */
    static Appender of(File file) throws IOException {
        Path path = file.getCanonicalFile().toPath();
        synchronized (OPEN) {
            Appender appender = OPEN.computeIfAbsent(path, Appender::new);
            appender.users++;
            return appender;
        }
    }

    void close() throws IOException {
        synchronized (OPEN) {
            if (--users == 0) {
                OPEN.remove(path);
                closeFile();
            }
        }
    }

    /**
     * Appends all of the lines or none of them. When this returns the operating system has them: they survive the end
     * of this process, and with {@code sync} the loss of power.
     *
     * @param lines each with its line feed
     * @throws IOException with a sentence that names the file
     */
    synchronized void append(byte[] lines, Rotation rotation, boolean sync) throws IOException {
        try {
            BasicFileAttributes now = opened();
            if (rotation.due(now, lines.length)) {
                closeFile();
                rotation.putAside(path);
                opened();
            }
            write(lines);
            if (sync) {
                file.getFD().sync();
            }
        } catch (IOException e) {
            closeQuietly(e);
            throw new IOException("cannot append to " + path + ": " + why(e), e);
        }
    }

    /** Opens the file unless it is open and still the one of that name: others may have moved or deleted it. */
    private BasicFileAttributes opened() throws IOException {
        if (file != null) {
            BasicFileAttributes now = attributes();
            if (now != null && Objects.equals(now.fileKey(), key)) {
                return now;
            }
            closeFile();
        }
        make();
        file = new RandomAccessFile(path.toFile(), "rw");
        BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
        key = now.fileKey();
        return now;
    }

    private BasicFileAttributes attributes() throws IOException {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class);
        } catch (java.nio.file.NoSuchFileException e) {
            return null;
        }
    }

    private void make() throws IOException {
        if (Files.exists(path)) {
            return;
        }
        Files.createDirectories(path.getParent());
        boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        try {
            Files.createFile(
                    path, (posix ? Set.of(OWNER_ONLY) : Set.<FileAttribute<?>>of()).toArray(new FileAttribute<?>[0]));
        } catch (FileAlreadyExistsException e) {
            // someone was quicker
        }
    }

    private void write(byte[] lines) throws IOException {
        long end = file.length();
        byte[] whole = torn(end) ? afterLineFeed(lines) : lines;
        try {
            file.seek(end);
            file.write(whole);
        } catch (IOException e) {
            takeBack(end, e);
            throw e;
        }
    }

    /** A crash may have left half a line: it gets its end, so that it spoils no other. */
    private boolean torn(long end) throws IOException {
        if (end == 0) {
            return false;
        }
        file.seek(end - 1);
        return file.read() != '\n';
    }

    private static byte[] afterLineFeed(byte[] lines) {
        byte[] whole = new byte[lines.length + 1];
        whole[0] = '\n';
        System.arraycopy(lines, 0, whole, 1, lines.length);
        return whole;
    }

    private void takeBack(long end, IOException e) {
        try {
            file.setLength(end);
        } catch (IOException failed) {
            e.addSuppressed(failed);
        }
    }

    private synchronized void closeFile() throws IOException {
        if (file != null) {
            RandomAccessFile open = file;
            file = null;
            open.close();
        }
    }

    private void closeQuietly(IOException e) {
        try {
            closeFile();
        } catch (IOException failed) {
            e.addSuppressed(failed);
        }
    }

    private String why(IOException e) {
        if (e instanceof FileSystemException known) {
            return known.getReason() == null ? known.getClass().getSimpleName() : known.getReason();
        }
        return String.valueOf(e.getMessage()).replace(path + " ", "");
    }
}
