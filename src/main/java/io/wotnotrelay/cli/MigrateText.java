package io.wotnotrelay.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wotnotrelay.log.copy.Migrated;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a migration did, in words and as JSON. */
final class MigrateText {
    private MigrateText() {}

    /** @param to the URL as it was given */
    static String done(Migrated done, String to, double seconds) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "Copied %s to %s%s: %s, in %.1f s. All of it was read again on both sides: no difference.",
                done.source(),
                done.target(),
                done.continued() ? ", going on where it was broken off" : "",
                what(done),
                seconds));
        lines.add("Now set, in application.properties, and start the relay:");
        // what else a URL may hold that is secret, such as sslpassword, is not repeated
        lines.add("  relay.store.url=" + (to.toLowerCase(Locale.ROOT).contains("pass") ? "(as given with --to)" : to));
        lines.add("The log " + done.source() + " is as it was. Start no relay on it any more: the two would go apart.");
        lines.add(
                "The rest of the data folder stays where it is and in use: tokens, rejected requests, Slack's threads. On"
                        + " another machine, copy them. The search index is built again.");
        return String.join(System.lineSeparator(), lines);
    }

    private static String what(Migrated done) {
        long events = done.rows("event");
        List<String> parts = new ArrayList<>();
        parts.add(
                events == 0
                        ? "no events (the last one was " + done.head() + ")"
                        : String.format(Locale.ROOT, "%,d events (%d to %d)", events, done.first(), done.head()));
        add(parts, done.rows("lane"), "destination");
        add(parts, done.rows("parked"), "unfinished delivery", "unfinished deliveries");
        add(parts, done.rows("dead_letter"), "dead letter");
        add(parts, done.rows("job"), "job");
        add(
                parts,
                done.rows("context"),
                "change of what is known of conversations",
                "changes of what is known of conversations");
        return String.join(", ", parts);
    }

    private static void add(List<String> parts, long count, String one) {
        add(parts, count, one, one + "s");
    }

    private static void add(List<String> parts, long count, String one, String many) {
        if (count > 0) {
            parts.add(String.format(Locale.ROOT, "%,d %s", count, count == 1 ? one : many));
        }
    }

    static String different(Migrated done) {
        List<String> lines = new ArrayList<>();
        lines.add("The copy " + done.target() + " is not the same as the log " + done.source() + ":");
        done.faults().forEach(fault -> lines.add("  " + fault));
        lines.add(
                "The log is as it was. The copy stays marked, so that no relay starts on it: look at the database and its"
                        + " disk, then copy again with --restart.");
        return String.join(System.lineSeparator(), lines);
    }

    static String json(Migrated done, double seconds) {
        ObjectNode root = new ObjectMapper().createObjectNode();
        root.put("source", done.source()).put("target", done.target()).put("log", done.log());
        root.put("first", done.first()).put("head", done.head()).put("events", done.rows("event"));
        root.put("continued", done.continued()).put("same", done.good());
        root.put("seconds", Math.round(seconds * 10) / 10.0);
        ArrayNode tables = root.putArray("tables");
        for (Migrated.Part part : done.parts()) {
            tables.addObject()
                    .put("table", part.table())
                    .put("rows", part.rows())
                    .put("copied", part.copied())
                    .put("digest", part.digest())
                    .put("copiedDigest", part.copiedDigest());
        }
        done.faults().forEach(root.putArray("differences")::add);
        return root.toPrettyString();
    }
}
