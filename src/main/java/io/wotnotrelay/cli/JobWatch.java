package io.wotnotrelay.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Help.Ansi;

/** Waits for the end of a job and shows how far it is: a bar on a terminal, now and then a line elsewhere. */
final class JobWatch {
    private static final long ASK_MILLIS = 300;
    private static final long LINE_NANOS = Duration.ofSeconds(5).toNanos();
    /** A relay that is started again meanwhile is waited for. */
    private static final long PATIENCE_NANOS = Duration.ofSeconds(60).toNanos();

    private static final int BAR = 30;

    private final ApiClient client;
    private final PrintWriter out;
    private final long id;
    private final boolean json;
    private final boolean terminal = Ansi.AUTO.enabled();
    private long heardAt = System.nanoTime();
    private long toldAt = System.nanoTime();
    private String told = "";

    JobWatch(ApiClient client, PrintWriter out, long id, boolean json) {
        this.client = client;
        this.out = out;
        this.id = id;
        this.json = json;
    }

    /** Gives the exit code: 1 when something ended as a dead letter, or the job was not done. */
    int untilTheEnd() {
        Thread goodbye = new Thread(this::sayThatItGoesOn);
        Runtime.getRuntime().addShutdownHook(goodbye);
        JsonNode job = ask();
        while (!isOver(job)) {
            show(job);
            rest();
            job = ask();
        }
        Runtime.getRuntime().removeShutdownHook(goodbye);
        end(job);
        boolean good =
                Listing.text(job, "state").equals("done") && job.path("failed").asLong() == 0;
        return good ? 0 : 1;
    }

    private JsonNode ask() {
        while (true) {
            try {
                JsonNode job = client.get("/jobs/" + id);
                heardAt = System.nanoTime();
                return job;
            } catch (Stop e) {
                if (System.nanoTime() - heardAt > PATIENCE_NANOS) {
                    throw e;
                }
                rest();
            }
        }
    }

    private static boolean isOver(JsonNode job) {
        String state = Listing.text(job, "state");
        return !state.equals("queued") && !state.equals("running");
    }

    private void rest() {
        try {
            TimeUnit.MILLISECONDS.sleep(ASK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Stop("Interrupted. The job goes on.", e);
        }
    }

    private void show(JsonNode job) {
        if (json) {
            return;
        }
        String line = line(job);
        if (terminal) {
            out.print("\r" + bar(job) + " " + Table.cut(line, Table.WIDTH - BAR - 3) + "\u001b[K");
            out.flush();
        } else if (!line.equals(told) && System.nanoTime() - toldAt > LINE_NANOS) {
            out.println(line);
            out.flush();
            told = line;
            toldAt = System.nanoTime();
        }
    }

    private static String bar(JsonNode job) {
        long matched = Math.max(1, job.path("matched").asLong());
        int full = (int) (BAR * Math.min(matched, through(job)) / matched);
        return "[" + "#".repeat(full) + ".".repeat(BAR - full) + "]";
    }

    private static long through(JsonNode job) {
        long through = 0;
        for (String count : List.of("delivered", "skipped", "filtered", "failed", "expired", "hastened")) {
            through += job.path(count).asLong();
        }
        return through;
    }

    private static String line(JsonNode job) {
        String cause = Listing.text(job, "cause");
        return through(job) + " of " + Listing.text(job, "matched") + ": " + counts(job)
                + (cause.isEmpty() ? "" : ". " + cause);
    }

    /** Those that are not zero. */
    static String counts(JsonNode job) {
        List<String> counts = new ArrayList<>();
        counts.add(Listing.text(job, "delivered") + " delivered");
        add(counts, job, "skipped", "skipped");
        add(counts, job, "filtered", "left out by the filter");
        add(counts, job, "expired", "no longer kept");
        add(counts, job, "hastened", "tried at once by the destination");
        add(counts, job, "retrying", "being retried");
        add(counts, job, "failed", "failed");
        return String.join(", ", counts);
    }

    private static void add(List<String> counts, JsonNode job, String field, String word) {
        if (job.path(field).asLong() > 0) {
            counts.add(job.path(field).asLong() + " " + word);
        }
    }

    private void end(JsonNode job) {
        if (json) {
            out.println(job.toPrettyString());
        } else {
            out.println((terminal ? "\r\u001b[K" : "") + sentence(job));
        }
        out.flush();
    }

    private String sentence(JsonNode job) {
        String cause = Listing.text(job, "cause");
        String dead = job.path("failed").asLong() == 0
                ? ""
                : " What failed is a dead letter: bin/relay deliveries --state dead --destination "
                        + Listing.text(job, "destination");
        return "Job " + id + " is " + Listing.text(job, "state") + ": " + counts(job) + "."
                + (cause.isEmpty() ? "" : " " + cause) + dead;
    }

    /** On Ctrl-C. */
    private void sayThatItGoesOn() {
        if (!json) {
            out.println((terminal ? "\r\u001b[K" : "") + "Job " + id + " goes on in the relay. bin/relay jobs show "
                    + id + " tells how far it is, bin/relay jobs cancel " + id + " ends it.");
            out.flush();
        }
    }
}
