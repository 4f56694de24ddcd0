package io.wotnotrelay.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.wotnotrelay.config.OneLine;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "explain",
        description = "Says which destinations got an event, which did not, and why.",
        footer = "Exit code 0: nothing went wrong with it anywhere. 1: it is dead or being retried somewhere.")
final class EventsExplainCommand implements Callable<Integer> {
    private static final Set<String> FINDINGS = Set.of("dead", "expired", "retrying", "held", "blocked");
    private static final int INDENT = 6;

    @Mixin
    private ApiTarget api;

    @Option(names = "--json", description = "Print the verdicts as the API answers them.")
    private boolean json;

    @Parameters(paramLabel = "ID", description = "The event's id: evt_ and 32 digits.")
    private String id;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        JsonNode event = api.client(spec).get("/events/" + ApiClient.part(id));
        JsonNode verdicts = event.path("destinations");
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(verdicts.toPrettyString());
        } else {
            print(event, verdicts, out);
        }
        out.flush();
        boolean finding = false;
        for (JsonNode verdict : verdicts) {
            finding |= FINDINGS.contains(verdict.path("verdict").asText());
        }
        return finding ? 1 : 0;
    }

    private static void print(JsonNode event, JsonNode verdicts, PrintWriter out) {
        JsonNode body = event.path("event");
        out.println(Listing.text(event, "id"));
        String subtype = Listing.text(body, "subtype");
        out.println(OneLine.of(
                Listing.text(body, "type") + (subtype.isEmpty() ? "" : "." + subtype) + came(body, event),
                Table.WIDTH - 1));
        if (verdicts.isEmpty()) {
            out.println("There is no destination yet.");
        }
        for (JsonNode verdict : verdicts) {
            out.println();
            out.println(OneLine.of(Listing.text(verdict, "destination") + ": "
                    + Listing.text(verdict, "verdict").replace('_', ' ')));
            wrapped(OneLine.of(Listing.text(verdict, "sentence")))
                    .forEach(line -> out.println(" ".repeat(INDENT) + line));
        }
    }

    /** Broken between words where it does not fit. */
    static List<String> wrapped(String sentence) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : sentence.split(" ")) {
            for (String part : word.split("(?<=\\G.{" + (Table.WIDTH - INDENT) + "})")) {
                if (line.length() > 0 && line.length() + 1 + part.length() > Table.WIDTH - INDENT) {
                    lines.add(line.toString());
                    line.setLength(0);
                }
                line.append(line.length() == 0 ? "" : " ").append(part);
            }
        }
        lines.add(line.toString());
        return lines;
    }

    /** The relay's own came with no request. */
    private static String came(JsonNode body, JsonNode event) {
        String receipt = Listing.text(event, "receipt");
        String at = Listing.time(body, "receivedAt");
        return receipt.isEmpty() ? ", told by the relay itself at " + at : ", received " + at + " with " + receipt;
    }
}
