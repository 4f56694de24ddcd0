package io.wotnotrelay.destination;

import io.wotnotrelay.lane.Result;
import java.time.Duration;
import java.util.List;

/**
 * What came of a test of a destination.
 *
 * @param notes what would be different with a real event, in sentences
 * @param sent what went out, as far as the steps of the route can tell, with dots for secrets
 */
public record TestDelivery(TestEvent event, Result result, List<String> notes, List<Message> sent, Duration took) {
    /**
     * One message that went out.
     *
     * @param by what sent it: a sink, or a method and a server
     * @param answer what the receiver said, in a sentence; null where nobody has told
     */
    public record Message(String by, List<Part> parts, String answer) {}

    /** A part of a message, such as its subject. */
    public record Part(String name, String text) {}
}
