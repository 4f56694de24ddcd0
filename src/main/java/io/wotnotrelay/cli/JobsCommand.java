package io.wotnotrelay.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "jobs",
        description = "Lists replays and backfills, newest first; shows and cancels them.",
        footer = {"Examples:", "  bin/relay jobs", "  bin/relay jobs cancel 7"},
        subcommands = {JobsShowCommand.class, JobsCancelCommand.class})
final class JobsCommand implements Callable<Integer> {
    @Mixin
    private Listing listing;

    @Override
    public Integer call() {
        return listing.print(
                "/jobs",
                Map.of(),
                new Table("JOB:6", "KIND:8", "DESTINATION:20", "STATE:9", "EVENTS:9", "BEGUN:20", "HOW FAR"),
                JobsCommand::row);
    }

    private static void row(Table table, JsonNode job) {
        String cause = Listing.text(job, "cause");
        table.row(
                Listing.text(job, "id"),
                Listing.text(job, "kind"),
                Listing.text(job, "destination"),
                Listing.text(job, "state"),
                Listing.text(job, "matched"),
                Listing.time(job, "createdAt"),
                cause.isEmpty() ? JobWatch.counts(job) : cause);
    }
}
