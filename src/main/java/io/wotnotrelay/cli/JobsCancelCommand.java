package io.wotnotrelay.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "cancel",
        description = "Ends a job early: it starts nothing more, and what is with the destination ends.")
final class JobsCancelCommand implements Callable<Integer> {
    @Mixin
    private ApiTarget api;

    @Parameters(paramLabel = "ID", description = "The job's number.")
    private String id;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        JsonNode job = api.client(spec).delete("/jobs/" + ApiClient.part(id));
        PrintWriter out = spec.commandLine().getOut();
        out.println("Job " + Listing.text(job, "id") + " is cancelled, after " + JobWatch.counts(job) + " of "
                + Listing.text(job, "matched") + ".");
        out.flush();
        return 0;
    }
}
