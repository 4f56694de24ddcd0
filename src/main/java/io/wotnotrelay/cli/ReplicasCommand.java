package io.wotnotrelay.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "replicas",
        description = "Lists the relays that share this one's event log, and the destinations each runs.",
        footer = {"Examples:", "  bin/relay replicas", "  bin/relay replicas --json"})
final class ReplicasCommand implements Callable<Integer> {
    @Mixin
    private Listing listing;

    @Override
    public Integer call() {
        return listing.print(
                "/replicas",
                Map.of(),
                new Table("HOST:30", "STATE:8", "STARTED:20", "SEEN:20", "DESTINATIONS"),
                ReplicasCommand::row);
    }

    private static void row(Table table, JsonNode replica) {
        String state = replica.path("live").asBoolean() ? "live" : "silent";
        table.row(
                Listing.text(replica, "host"),
                replica.path("self").asBoolean() ? "answers" : state,
                Listing.time(replica, "startedAt"),
                Listing.time(replica, "seenAt"),
                StreamSupport.stream(replica.path("destinations").spliterator(), false)
                        .map(JsonNode::asText)
                        .collect(Collectors.joining(", ")));
    }
}
