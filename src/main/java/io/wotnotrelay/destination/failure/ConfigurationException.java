package io.wotnotrelay.destination.failure;

/**
 * Nothing can be delivered until someone mends the destination: the lane is held. For our own sinks; the message is a
 * sentence that says what to mend, without secrets.
 */
public class ConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ConfigurationException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
