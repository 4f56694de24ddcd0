package io.wotnotrelay.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wotnotrelay.config.OneLine;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "test",
        description =
                "Sends one marked test event to a destination for real, and shows what went out and what came back.",
        footer = {
            "Exit code 0: it was delivered. 1: it was not; the output says why.",
            "",
            "Examples:",
            "  bin/relay test sales-email",
            "  bin/relay test sales-email --event sample:message.form.response",
            "  bin/relay test sales-email --event evt_0123456789abcdef0123456789abcdef"
        })
final class TestCommand implements Callable<Integer> {
    private static final String SAMPLE = "sample";

    @Mixin
    private NamedDestination destination;

    @Option(
            names = "--event",
            paramLabel = "EVENT",
            description = "Like this event: its id, or sample:TYPE for a documented one, such as sample:note."
                    + " A sample that the destination would get, when left out.")
    private String event = SAMPLE;

    @Option(names = "--json", description = "Print what the API answers.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        JsonNode tested = destination.client().post(destination.path() + "/test", body());
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(tested.toPrettyString());
        } else {
            print(tested, out);
        }
        out.flush();
        return tested.path("result").asText().equals("delivered") ? 0 : 1;
    }

    private ObjectNode body() {
        ObjectNode body = new ObjectMapper().createObjectNode();
        if (event.startsWith(SAMPLE + ":")) {
            return body.put(SAMPLE, event.substring(SAMPLE.length() + 1));
        }
        if (event.equals(SAMPLE)) {
            return body;
        }
        if (!event.startsWith("evt_")) {
            throw new ParameterException(
                    spec.commandLine(), "--event must be an event's id (evt_ and 32 digits), sample, or sample:TYPE.");
        }
        return body.put("event", event);
    }

    private static void print(JsonNode tested, PrintWriter out) {
        out.println(OneLine.of(
                "A test event like " + tested.path("event").path("of").asText() + ": "
                        + tested.path("event").path("text").asText()));
        boolean delivered = tested.path("result").asText().equals("delivered");
        for (JsonNode message : tested.path("sent")) {
            out.println();
            out.println(OneLine.of((delivered ? "Sent by " : "To be sent by ")
                    + message.path("by").asText() + ":"));
            message.path("parts")
                    .forEach(part ->
                            part(part.path("name").asText(), part.path("text").asText(), "  ", out));
            if (!message.path("answer").isNull()) {
                out.println(OneLine.of("  → " + message.path("answer").asText()));
            }
        }
        out.println();
        if (delivered) {
            out.println("Delivered in " + tested.path("millis").asLong() + " ms.");
        } else {
            out.println(OneLine.of("Not delivered: " + tested.path("cause").asText()));
            out.println(OneLine.of(tested.path("consequence").asText()));
        }
        tested.path("notes").forEach(note -> out.println(OneLine.of("Note: " + note.asText())));
    }

    /** A part of a message; of several lines below its name. */
    static void part(String name, String text, String indent, PrintWriter out) {
        if (text.strip().contains("\n")) {
            out.println(OneLine.of(indent + name + ":"));
            text.strip().lines().forEach(line -> out.println(indent + "  " + OneLine.of(line)));
        } else {
            out.println(OneLine.of(indent + name + ": " + text.strip()));
        }
    }
}
