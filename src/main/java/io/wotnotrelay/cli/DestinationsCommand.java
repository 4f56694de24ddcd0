package io.wotnotrelay.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "destinations",
        description = "Lists destinations and how they stand; pauses, resumes, renames and forgets them.",
        footer = {"Examples:", "  bin/relay destinations", "  bin/relay destinations pause crm"},
        subcommands = {PauseCommand.class, ResumeCommand.class, RenameCommand.class, ForgetCommand.class})
final class DestinationsCommand implements Callable<Integer> {
    @Mixin
    private Listing listing;

    @Option(
            names = "--state",
            paramLabel = "STATE",
            description = "running, backing_off, held, paused, missing or broken.")
    private String state;

    @Override
    public Integer call() {
        Map<String, String> filters = new HashMap<>();
        filters.put("state", state);
        return listing.print(
                "/destinations",
                filters,
                new Table("NAME:20", "STATE:11", "WAITING:9", "RETRYING:8", "DEAD:8", "DELIVERED:11", "CAUSE"),
                DestinationsCommand::row);
    }

    private static void row(Table table, JsonNode destination) {
        String file = Listing.text(destination, "file");
        String name = file.isEmpty() ? "" : String.valueOf(Path.of(file).getFileName());
        String line = Listing.text(destination, "line");
        boolean broken = Listing.text(destination, "state").equals("broken");
        table.row(
                destination.path("name").isNull() ? name : Listing.text(destination, "name"),
                Listing.text(destination, "state"),
                Listing.text(destination, "waiting"),
                Integer.toString(destination.path("retrying").asInt()
                        + destination.path("blocked").asInt()
                        + destination.path("held").asInt()),
                Listing.text(destination, "dead"),
                Listing.text(destination, "delivered"),
                (broken && !line.isEmpty() ? name + ":" + line + ": " : "") + Listing.text(destination, "cause"));
    }
}
