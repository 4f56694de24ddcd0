package io.wotnotrelay.destination;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads a destination file, and says in a sentence why it will not. */
final class FileText {
    /** The most bytes of a destination file. */
    static final int MOST = 1024 * 1024;

    private FileText() {}

    /**
     * @throws IOException whose message is a sentence
     */
    static byte[] read(Path file) throws IOException {
        try {
            Path real = file.toRealPath();
            Path folder = file.toAbsolutePath().getParent().toRealPath();
            if (!real.startsWith(folder)) {
                throw new IOException("It is a link to a file outside of the folder; put the file itself here.");
            }
            if (!Files.isRegularFile(real)) {
                throw new IOException("It is a folder or something else that is no file; give it another name.");
            }
            return bytes(real);
        } catch (AccessDeniedException e) {
            throw new IOException("The relay may not read it; correct its owner or permissions.", e);
        } catch (NoSuchFileException e) {
            throw new IOException("It is not there, or is a link to nowhere.", e);
        }
    }

    private static byte[] bytes(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST + 1);
            if (bytes.length > MOST) {
                throw new IOException("It is larger than 1 MiB; a destination is a few lines.");
            }
            return bytes;
        }
    }
}
