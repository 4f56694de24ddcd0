package io.wotnotrelay.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;

/** The tokens the relay made for itself: one file each in the data folder, readable by its user only. */
public final class TokenFiles {
    /** The file of the webhook's token. */
    public static final String WEBHOOK = "webhook-token";

    /** The file of the console's token. */
    public static final String CONSOLE = "console-token";

    private static final int BYTES = 32;

    private final boolean make;
    private final Set<String> made = new HashSet<>();

    private TokenFiles(boolean make) {
        this.make = make;
    }

    /** Makes a token that is not there yet. */
    public static TokenFiles making() {
        return new TokenFiles(true);
    }

    /** Only reads; a token that is not there is null. */
    public static TokenFiles reading() {
        return new TokenFiles(false);
    }

    /** Whether this token was not there before. */
    public boolean made(String name) {
        return made.contains(name);
    }

    /** @throws IllegalStateException with a sentence that says what to do */
    String token(Path data, String name) {
        Path file = data.resolve(name);
        try {
            if (Files.exists(file) || !make) {
                return existing(file);
            }
            String token = fresh(data, file);
            made.add(name);
            return token;
        } catch (NoSuchFileException e) {
            return null;
        } catch (FileAlreadyExistsException e) {
            throw new IllegalStateException(file + " was made by another relay just now. Start again.", e);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "The token in " + file + " cannot be read or made (" + e + ")."
                            + " Let the relay's user own the data folder " + data + ".",
                    e);
        }
    }

    private static String existing(Path file) throws IOException {
        String token = Files.readString(file).strip();
        if (token.isEmpty() || token.codePoints().anyMatch(Character::isISOControl)) {
            throw new IllegalStateException(
                    file + " does not hold a token. Delete it, and the next start makes a new one.");
        }
        return token;
    }

    private static String fresh(Path data, Path file) throws IOException {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        Files.createDirectories(data, permissions("rwx------"));
        Set<OpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(file, options, permissions("rw-------"))) {
            channel.write(ByteBuffer.wrap((token + "\n").getBytes(StandardCharsets.US_ASCII)));
            channel.force(true);
        }
        return token;
    }

    private static FileAttribute<?>[] permissions(String posix) {
        boolean known = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return known
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(posix))}
                : new FileAttribute<?>[0];
    }
}
