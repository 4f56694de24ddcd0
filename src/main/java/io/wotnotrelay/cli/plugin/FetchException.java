package io.wotnotrelay.cli.plugin;

/** Something could not be fetched; its message is a sentence for who asked for it. */
public final class FetchException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FetchException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
