package io.wotnotrelay.config;

import java.util.List;

/** Settings that cannot be used. Every mistake is a sentence that says where it is and what to write instead. */
public final class SettingsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    /** @param problems at least one sentence */
    public SettingsException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
        this.problems = List.copyOf(problems);
    }

    /** One sentence for each mistake, in the order of their discovery. */
    public List<String> problems() {
        return problems;
    }
}
