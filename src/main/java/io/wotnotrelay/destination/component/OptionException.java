package io.wotnotrelay.destination.component;

/** A wrong option of {@code wotnot:}; the message is a sentence for the author of the file. */
public final class OptionException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private final String option;

    OptionException(String option, String sentence) {
        super(sentence);
        this.option = option;
    }

    /** The option that is wrong; {@code name} for the destination's name. */
    public String option() {
        return option;
    }
}
