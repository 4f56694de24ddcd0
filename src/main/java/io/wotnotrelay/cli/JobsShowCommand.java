package io.wotnotrelay.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.wotnotrelay.config.OneLine;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "show", description = "Shows how far a job is.")
final class JobsShowCommand implements Callable<Integer> {
    @Mixin
    private ApiTarget api;

    @Option(names = "--json", description = "Print what the API answers.")
    private boolean json;

    @Parameters(paramLabel = "ID", description = "The job's number.")
    private String id;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        JsonNode job = api.client(spec).get("/jobs/" + ApiClient.part(id));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(job.toPrettyString());
        } else {
            print(job, out);
        }
        out.flush();
        return 0;
    }

    private static void print(JsonNode job, PrintWriter out) {
        out.println(OneLine.of("Job " + Listing.text(job, "id") + ", a " + Listing.text(job, "kind") + " for "
                + Listing.text(job, "destination") + ": " + Listing.text(job, "state")));
        line(out, "why", Listing.text(job, "cause"));
        line(out, "how far", "of " + Listing.text(job, "matched") + ": " + JobWatch.counts(job));
        line(out, "rate", Listing.text(job, "rate"));
        line(out, "made", Listing.time(job, "createdAt"));
        line(out, "begun", Listing.time(job, "startedAt"));
        line(out, "ended", Listing.time(job, "endedAt"));
        line(out, "asked", job.path("asked").toString());
    }

    private static void line(PrintWriter out, String name, String value) {
        if (!value.isEmpty()) {
            out.println(String.format("  %-8s %s", name, OneLine.of(value, 1_000)));
        }
    }
}
