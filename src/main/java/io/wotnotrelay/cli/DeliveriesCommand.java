package io.wotnotrelay.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "deliveries",
        description = "Lists deliveries: those in trouble, or the ones of a destination or an event.",
        footer = {
            "Without --state: retrying, blocked, held and dead ones, oldest first. Waiting, delivered, filtered",
            "and expired ones are listed for one --destination or one --event.",
            "bin/relay replay sends again what is dead.",
            "",
            "Examples:",
            "  bin/relay deliveries --state dead",
            "  bin/relay deliveries --destination crm --state delivered"
        })
final class DeliveriesCommand implements Callable<Integer> {
    @Mixin
    private Listing listing;

    @Option(names = "--destination", paramLabel = "NAME", description = "Of this destination only.")
    private String destination;

    @Option(
            names = "--state",
            paramLabel = "STATE",
            description = "waiting, retrying, blocked, held, delivered, filtered, dead or expired.")
    private String state;

    @Option(names = "--event", paramLabel = "ID", description = "Of this event only.")
    private String event;

    @Override
    public Integer call() {
        Map<String, String> filters = new LinkedHashMap<>();
        filters.put("destination", destination);
        filters.put("state", state);
        filters.put("event", event);
        return listing.print(
                "/deliveries",
                filters,
                new Table("EVENT:36", "DESTINATION:14", "STATE:9", "TRIES:5", "CAUSE, OR WHEN"),
                DeliveriesCommand::row);
    }

    private static void row(Table table, JsonNode delivery) {
        String cause = Listing.text(delivery, "cause");
        String when = Listing.time(delivery, delivery.path("dueAt").isNull() ? "at" : "dueAt");
        table.row(
                delivery.path("eventId").isNull()
                        ? "(no longer kept) " + Listing.text(delivery, "seq")
                        : Listing.text(delivery, "eventId"),
                Listing.text(delivery, "destination"),
                Listing.text(delivery, "state"),
                Listing.text(delivery, "attempts"),
                cause.isEmpty() ? when : cause);
    }
}
