package io.wotnotrelay.cli;

/** Ends a command with exit code 2: what was asked makes no sense to the relay. */
final class WrongUse extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WrongUse(String sentence) {
        super(sentence);
    }
}
