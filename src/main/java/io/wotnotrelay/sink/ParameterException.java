package io.wotnotrelay.sink;

/** A parameter of a sink that makes no sense; the message is a sentence for the author of the route. */
public final class ParameterException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private final String sink;
    private final String parameter;

    ParameterException(String sink, String parameter, String sentence, Throwable cause) {
        super(sink + ": " + sentence, cause);
        this.sink = sink;
        this.parameter = parameter;
    }

    /** The Kamelet's name. */
    public String sink() {
        return sink;
    }

    /** The parameter that is wrong. */
    public String parameter() {
        return parameter;
    }
}
