package io.wotnotrelay.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wotnotrelay.config.OneLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

@Command(
        name = "replay",
        description = "Sends again what failed: the dead letters of a destination, or those you choose.",
        footer = {
            "Exit code 0: done. 1: something in it ended as a dead letter, or the job was cancelled.",
            "Ctrl-C leaves the job running.",
            "",
            "Examples:",
            "  bin/relay replay crm --dry-run",
            "  bin/relay replay crm --cause \"422\" --rate 60/1m",
            "  bin/relay replay --event evt_0123456789abcdef0123456789abcdef"
        })
final class ReplayCommand implements Callable<Integer> {
    private static final Set<String> WORTH_IT = Set.of("dead", "retrying", "held", "expired");

    @Mixin
    private JobOptions job;

    @Parameters(
            paramLabel = "DESTINATION",
            arity = "0..1",
            description = "The destination's name. May be left out for one --event that failed at one destination.")
    private String destination;

    @Option(names = "--event", paramLabel = "ID", description = "This event; several times for several.")
    private List<String> events = new ArrayList<>();

    @Option(
            names = "--state",
            paramLabel = "STATE",
            description = "dead (when left out), retrying or held (tried at once), filtered, expired,"
                    + " or with --again delivered.")
    private String state;

    @Option(names = "--cause", paramLabel = "TEXT", description = "Only those whose cause contains this.")
    private String cause;

    @Override
    public Integer call() {
        ApiClient client = job.client();
        String name = destination == null ? found(client) : destination;
        ObjectNode body = JobOptions.body().put("destination", name);
        if (!events.isEmpty()) {
            events.forEach(body.putArray("eventIds")::add);
        }
        if (state != null) {
            body.put("state", state);
        }
        if (cause != null) {
            body.put("cause", cause);
        }
        return job.make(client, "/replays", body, OneLine.of(name, 100));
    }

    /** The one destination at which the event failed. */
    private String found(ApiClient client) {
        if (events.isEmpty()) {
            throw wrong("Name a destination, or an event with --event.");
        }
        Set<String> names = new TreeSet<>();
        for (String event : events) {
            for (JsonNode verdict :
                    client.get("/events/" + ApiClient.part(event)).path("destinations")) {
                if (WORTH_IT.contains(Listing.text(verdict, "verdict"))) {
                    names.add(Listing.text(verdict, "destination"));
                }
            }
        }
        if (names.size() != 1) {
            throw wrong(
                    names.isEmpty()
                            ? "It failed nowhere. Name the destination that is to get it."
                            : "It failed at " + String.join(", ", names) + ": name one of them.");
        }
        return names.iterator().next();
    }

    private ParameterException wrong(String sentence) {
        return new ParameterException(job.spec().commandLine(), sentence);
    }
}
