package io.wotnotrelay.config;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.apache.camel.spi.PropertiesFunction;

/**
 * {@code {{file:PATH}}}: the content of a small file, such as a secret that Docker or Kubernetes mounted. One line break
 * at the end is dropped. What cannot be read is an error, never an empty text.
 *
 * <p>For a CamelContext: {@code context.getPropertiesComponent().addPropertiesFunction(new FileFunction(settings.home()))}.
 */
public final class FileFunction implements PropertiesFunction {
    private static final long MOST_BYTES = 1 << 20;

    private final Path home;

    /** @param home relative paths start here ({@link Settings#home()}) */
    public FileFunction(Path home) {
        this.home = home;
    }

    @Override
    public String getName() {
        return "file";
    }

    /** A property that happens to be named like the path is not meant. */
    @Override
    public boolean lookupFirst(String remainder) {
        return false;
    }

    /**
     * The file's content for Camel, which looks for placeholders in what a function gives back: braces are escaped, so
     * that a password with braces stays what it is.
     *
     * @throws IllegalArgumentException with a sentence that says what is wrong
     */
    @Override
    public String apply(String path) {
        return content(path).replace("{{", "\\{{").replace("}}", "\\}}");
    }

    /**
     * The file's content as it is.
     *
     * @throws IllegalArgumentException with a sentence that says what is wrong, and begins with a small letter
     */
    public String content(String path) {
        String name = path.strip();
        try {
            return read(home.resolve(name));
        } catch (InvalidPathException e) {
            throw wrong(name, "is not a path", e);
        } catch (NoSuchFileException e) {
            throw wrong(name, "does not exist", e);
        } catch (AccessDeniedException e) {
            throw wrong(name, "may not be read by the relay's user", e);
        } catch (MalformedInputException e) {
            throw wrong(name, "is not text in UTF-8", e);
        } catch (IOException e) {
            throw wrong(name, "cannot be read (" + e.getMessage() + ")", e);
        }
    }

    private static String read(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException("it is a folder");
        }
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException("it is larger than 1 MiB");
        }
        String text = Files.readString(file).replaceFirst("\r?\n\\z", "");
        if (text.isEmpty()) {
            throw new IOException("it is empty");
        }
        return text;
    }

    private static IllegalArgumentException wrong(String name, String what, Exception cause) {
        return new IllegalArgumentException("the file of {{file:" + OneLine.of(name, 200) + "}} " + what + ".", cause);
    }
}
