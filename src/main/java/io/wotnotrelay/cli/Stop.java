package io.wotnotrelay.cli;

/** Ends a command with exit code 1 and a sentence for the person at the terminal. */
final class Stop extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Stop(String sentence) {
        super(sentence);
    }

    Stop(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
