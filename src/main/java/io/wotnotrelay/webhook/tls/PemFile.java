package io.wotnotrelay.webhook.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A file named by a setting, as it is at one moment. Links are followed at each reading: certbot's {@code live/} folder
 * holds links that it turns to the renewed files.
 *
 * @param setting the key that names the file
 * @param text its content, PEM (RFC 7468): blocks between BEGIN and END, anything around them
 */
record PemFile(String setting, Path file, String text) {
    private static final long MOST_BYTES = 1 << 20;

    /** Without the content, which may be a key. */
    @Override
    public String toString() {
        return file.toString();
    }

    static PemFile read(String setting, Path file) throws UnusableCertificateException {
        try {
            if (Files.isDirectory(file)) {
                throw new IOException("it is a folder");
            }
            if (Files.size(file) > MOST_BYTES) {
                throw new IOException("it is larger than 1 MiB");
            }
            return new PemFile(setting, file, Files.readString(file, StandardCharsets.ISO_8859_1));
        } catch (NoSuchFileException e) {
            throw unusable(setting, file, "does not exist. Name a PEM file that does.", e);
        } catch (AccessDeniedException e) {
            throw unusable(setting, file, "may not be read by the relay's user. Let that user read it.", e);
        } catch (IOException e) {
            throw unusable(setting, file, "cannot be read (" + e.getMessage() + "). Name a PEM file.", e);
        }
    }

    /**
     * The blocks of this label, each with its BEGIN and END.
     *
     * @throws UnusableCertificateException when a block has begun and not ended
     */
    List<String> blocks(String label) throws UnusableCertificateException {
        String begin = "-----BEGIN " + label + "-----";
        String end = "-----END " + label + "-----";
        Pattern block = Pattern.compile(begin + "[^-]*" + end);
        List<String> blocks =
                block.matcher(text).results().map(MatchResult::group).toList();
        whole();
        return blocks;
    }

    /** @throws UnusableCertificateException when a block has begun and not ended: the file is being written, or a disk was full */
    void whole() throws UnusableCertificateException {
        if (count("-----BEGIN ") != count("-----END ")) {
            throw unusable("is not complete: a block has begun and not ended. Write the file anew.", null);
        }
    }

    private int count(String mark) {
        return text.split(mark, -1).length;
    }

    UnusableCertificateException unusable(String what, Throwable cause) {
        return unusable(setting, file, what, cause);
    }

    private static UnusableCertificateException unusable(String setting, Path file, String what, Throwable cause) {
        return new UnusableCertificateException(setting + ": " + file + " " + what, cause);
    }
}
