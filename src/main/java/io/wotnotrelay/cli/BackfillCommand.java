package io.wotnotrelay.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wotnotrelay.config.OneLine;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "backfill",
        description = "Sends a destination what came before it was there, or what it has not got for another reason.",
        footer = {
            "Sent are the events it subscribes to, up to where it is now; what it got already is skipped.",
            "Exit code 0: done. 1: something in it ended as a dead letter, or the job was cancelled.",
            "Ctrl-C leaves the job running.",
            "",
            "Examples:",
            "  bin/relay backfill crm --from beginning --dry-run",
            "  bin/relay backfill crm --from 2026-01-31T00:00:00Z --rate 60/1m"
        })
final class BackfillCommand implements Callable<Integer> {
    @Mixin
    private JobOptions job;

    @Parameters(paramLabel = "DESTINATION", index = "0", description = "The destination's name.")
    private String destination;

    @Option(
            names = "--from",
            required = true,
            paramLabel = "TIME",
            description =
                    "beginning, or events received from this time on: 2026-01-31T09:30:00Z, or 2h for a while ago.")
    private String from;

    @Option(names = "--to", paramLabel = "TIME", description = "Events received before this time.")
    private String to;

    @Override
    public Integer call() {
        ObjectNode body = JobOptions.body();
        body.put("from", from.equals("beginning") ? from : Listing.time(job.spec(), "--from", from));
        if (to != null) {
            body.put("to", Listing.time(job.spec(), "--to", to));
        }
        String path = "/destinations/" + ApiClient.part(destination) + "/backfills";
        return job.make(job.client(), path, body, OneLine.of(destination, 100));
    }
}
