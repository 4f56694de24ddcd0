package io.wotnotrelay.watch;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The {@link Memory} in a small file of the data folder. It may be thrown away: then some things are told once more. A
 * file that cannot be read, or is of another log, counts as none; one that cannot be written is tried again.
 */
final class MemoryFile {
    private static final Logger LOG = LoggerFactory.getLogger(MemoryFile.class);
    private static final ObjectMapper JSON = new ObjectMapper()
            .setVisibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.PUBLIC_ONLY)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private final Path file;
    private String written = "";

    MemoryFile(Path file) {
        this.file = file;
    }

    Memory read(String log) {
        Memory memory = read();
        if (memory == null || !log.equals(memory.log)) {
            memory = new Memory();
            memory.log = log;
        }
        return memory;
    }

    private Memory read() {
        try {
            return Files.exists(file) ? JSON.readValue(file.toFile(), Memory.class) : null;
        } catch (IOException e) {
            LOG.warn(
                    "{} cannot be read and is begun anew; some things may be told once more. ({})", file, e.toString());
            return null;
        }
    }

    /** Writes it where it has changed. */
    void write(Memory memory) {
        try {
            String text = JSON.writeValueAsString(memory);
            if (!text.equals(written)) {
                replace(text);
                written = text;
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            LOG.debug("{} cannot be written now and is tried again.", file, e);
        }
    }

    private void replace(String text) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(fresh, text);
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
