package io.wotnotrelay.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What all commands have that make a job. */
final class JobOptions {
    @Mixin
    private ApiTarget api;

    @Option(names = "--again", description = "Also what was delivered already.")
    private boolean again;

    @Option(names = "--dry-run", description = "Only count what would be sent.")
    private boolean dryRun;

    @Option(
            names = "--rate",
            paramLabel = "RATE",
            description = "At most so many in a time, such as 60/1m, beside the destination's own rate.")
    private String rate;

    @Option(names = "--no-wait", description = "Begin the job and leave it alone.")
    private boolean noWait;

    @Option(names = "--json", description = "Print what the API answers.")
    private boolean json;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    CommandSpec spec() {
        return spec;
    }

    ApiClient client() {
        return api.client(spec);
    }

    boolean again() {
        return again;
    }

    static ObjectNode body() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** Asks for the job, and waits for its end unless told not to; gives the exit code. */
    int make(ApiClient client, String path, ObjectNode body, String destination) {
        if (again) {
            body.put("again", true);
        }
        if (dryRun) {
            body.put("dryRun", true);
        }
        if (rate != null) {
            body.put("rate", rate);
        }
        JsonNode made = client.post(path, body);
        if (dryRun || noWait) {
            tell(made, destination);
            return 0;
        }
        JobWatch watch = new JobWatch(
                client, spec.commandLine().getOut(), made.path("id").asLong(), json);
        if (!json) {
            tell(made, destination);
        }
        return watch.untilTheEnd();
    }

    private void tell(JsonNode made, String destination) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? made.toPrettyString() : sentence(made, destination));
        out.flush();
    }

    private String sentence(JsonNode made, String destination) {
        long matched = made.path("matched").asLong();
        if (matched == 0) {
            return "Nothing matches: there is nothing to send to " + destination + ".";
        }
        long skipped = made.path("skipped").asLong();
        long hastened = made.path("hastened").asLong();
        String what = dryRun
                ? events(matched) + (matched == 1 ? " matches." : " match.")
                : "Job " + made.path("id").asLong() + " is of " + events(matched) + " for " + destination + ".";
        return what
                + (skipped == 0 ? "" : " Delivered already, and skipped: " + skipped + " (--again sends them too).")
                + (hastened == 0 ? "" : " Being retried, and tried at once: " + hastened + ".");
    }

    private static String events(long many) {
        return many == 1 ? "1 event" : many + " events";
    }
}
