package io.wotnotrelay.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "events",
        description = "Lists events, newest first; shows one, and explains where it went.",
        footer = {
            "Examples:",
            "  bin/relay events --search jane@example.com",
            "  bin/relay events --type message.form.response --since 2h",
            "  bin/relay events explain evt_0123456789abcdef0123456789abcdef"
        },
        subcommands = {EventsShowCommand.class, EventsExplainCommand.class})
final class EventsCommand implements Callable<Integer> {
    private static final String MESSAGE = "message.";

    @Mixin
    private Listing listing;

    @Option(names = "--type", paramLabel = "TYPE", description = "This type only: status, message, message.form …")
    private String type;

    @Option(names = "--conversation", paramLabel = "KEY", description = "Events of this conversation only.")
    private String conversation;

    @Option(
            names = "--search",
            paramLabel = "WORDS",
            description = "Events that hold all of these words; a word may end in *.")
    private String search;

    @Option(names = "--since", paramLabel = "TIME", description = "Received since then: 2h ago, or an ISO time.")
    private String since;

    @Option(names = "--until", paramLabel = "TIME", description = "Received before then.")
    private String until;

    @Override
    public Integer call() {
        boolean message = type != null && type.startsWith(MESSAGE);
        Map<String, String> filters = new LinkedHashMap<>();
        filters.put("type", message ? "message" : type);
        filters.put("subtype", message ? type.substring(MESSAGE.length()) : null);
        filters.put("conversation", conversation);
        filters.put("q", search);
        filters.put("since", listing.time("--since", since));
        filters.put("until", listing.time("--until", until));
        return listing.print(
                "/events", filters, new Table("ID:36", "RECEIVED:20", "TYPE:16", "TEXT"), EventsCommand::row);
    }

    private static void row(Table table, JsonNode event) {
        String subtype = Listing.text(event, "subtype");
        table.row(
                Listing.text(event, "id"),
                Listing.time(event, "receivedAt"),
                Listing.text(event, "type") + (subtype.isEmpty() ? "" : "." + subtype),
                Listing.text(event, "text"));
    }
}
