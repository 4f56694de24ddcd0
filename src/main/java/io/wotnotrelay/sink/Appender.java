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
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
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

    /** Up to where a file was written by this process, and whole: its end needs no second look when it is opened again. */
    private static final Map<Path, Whole> WHOLE = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Path, Whole> eldest) {
            return size() > 1000;
        }
    });

    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private record Whole(Object key, long length) {}

    private final Path path;
    private int users;
    private RandomAccessFile file;
    private Object key;
    private Layout fitting;

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
     * @param lines each with its end
     * @return false, and nothing is appended, when the file is laid out otherwise
     * @throws IOException with a sentence that names the file
     */
    synchronized boolean append(byte[] lines, Layout layout, Rotation rotation, boolean sync) throws IOException {
        try {
            BasicFileAttributes now = opened();
            if (!fits(layout, now)) {
                return false;
            }
            if (rotation.due(now, lines.length)) {
                closeFile();
                rotation.putAside(path);
                opened();
            }
            write(lines, layout);
            if (sync) {
                file.getFD().sync();
            }
            return true;
        } catch (IOException e) {
            closeQuietly(e);
            throw new IOException("cannot append to " + path + ": " + why(e), e);
        }
    }

    /**
     * Looks for lines a try may have written whose end is not known, here and in the file that was put aside last. One
     * that a crash tore is cut off.
     *
     * @return false, and nothing is looked at, when the file is laid out otherwise
     * @throws IOException with a sentence that names the file
     */
    synchronized boolean look(FileTail tail, Layout layout, Rotation rotation) throws IOException {
        try {
            if (!fits(layout, opened())) {
                return false;
            }
            cutTorn(tail, tail.read(file));
            Path before = rotation.last(path);
            if (before != null) {
                try (RandomAccessFile old = new RandomAccessFile(before.toFile(), "r")) {
                    tail.read(old);
                }
            }
            return true;
        } catch (IOException e) {
            closeQuietly(e);
            throw new IOException("cannot read the end of " + path + ": " + why(e), e);
        }
    }

    private void cutTorn(FileTail tail, long lineStart) throws IOException {
        long rest = file.length() - lineStart;
        if (rest > 0 && rest < tail.longestLine()) {
            byte[] bytes = new byte[(int) rest];
            file.seek(lineStart);
            file.readFully(bytes);
            if (tail.isTorn(bytes)) {
                file.setLength(lineStart);
            }
        }
    }

    private boolean fits(Layout layout, BasicFileAttributes now) throws IOException {
        if (layout != fitting && now.size() > 0) {
            if (!layout.fits(file)) {
                return false;
            }
            fitting = layout;
        }
        return true;
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

    private void write(byte[] lines, Layout layout) throws IOException {
        long end = file.length();
        boolean known = end > 0 && new Whole(key, end).equals(WHOLE.get(path));
        Layout.Start start = known ? Layout.Start.at(end) : layout.start(file, end);
        try {
            if (start.at() < end) {
                file.setLength(start.at());
            }
            file.seek(start.at());
            file.write(joined(start.before(), lines));
        } catch (IOException e) {
            takeBack(start.at(), e);
            throw e;
        }
        WHOLE.put(path, new Whole(key, start.at() + start.before().length + lines.length));
    }

    private static byte[] joined(byte[] before, byte[] lines) {
        byte[] whole = Arrays.copyOf(before, before.length + lines.length);
        System.arraycopy(lines, 0, whole, before.length, lines.length);
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
            fitting = null;
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
