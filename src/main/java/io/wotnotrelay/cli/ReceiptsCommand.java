package io.wotnotrelay.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "receipts",
        description = "Lists the requests that came to the webhook, newest first, also the refused ones.",
        footer = {
            "Examples:",
            "  bin/relay receipts --outcome rejected",
            "  bin/relay receipts body rcp_0123456789abcdef --output body.json",
            "  bin/relay send --receipt rcp_0123456789abcdef"
        },
        subcommands = ReceiptsBodyCommand.class)
final class ReceiptsCommand implements Callable<Integer> {
    @Mixin
    private Listing listing;

    @Option(names = "--outcome", paramLabel = "OUTCOME", description = "accepted, handshake or rejected.")
    private String outcome;

    @Option(names = "--cause", paramLabel = "WORD", description = "With this cause only, such as not_json.")
    private String cause;

    @Option(names = "--since", paramLabel = "TIME", description = "Received since then: 2h ago, or an ISO time.")
    private String since;

    @Option(names = "--until", paramLabel = "TIME", description = "Received before then.")
    private String until;

    @Override
    public Integer call() {
        Map<String, String> filters = new LinkedHashMap<>();
        filters.put("outcome", outcome);
        filters.put("cause", cause);
        filters.put("since", listing.time("--since", since));
        filters.put("until", listing.time("--until", until));
        return listing.print(
                "/receipts",
                filters,
                new Table("ID:20", "RECEIVED:20", "OUTCOME:9", "STATUS:6", "EVENTS:6", "DUPL.:6", "KEPT:9", "CAUSE"),
                ReceiptsCommand::row);
    }

    private static void row(Table table, JsonNode receipt) {
        String bytes = Listing.text(receipt, "bodyBytes");
        table.row(
                Listing.text(receipt, "id"),
                Listing.time(receipt, "receivedAt"),
                Listing.text(receipt, "outcome"),
                receipt.path("status").isNull() ? "200" : Listing.text(receipt, "status"),
                Listing.text(receipt, "events"),
                Listing.text(receipt, "duplicates"),
                bytes.isEmpty() ? "" : bytes + " B",
                Listing.text(receipt, "cause"));
    }
}
