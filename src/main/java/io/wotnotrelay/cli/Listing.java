package io.wotnotrelay.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What all commands have that print a list of the API. */
final class Listing {
    private static final Pattern AGO = Pattern.compile("([0-9]{1,6})([smhd])");

    @Mixin
    ApiTarget api;

    @Option(names = "--json", description = "Print what the API answers.")
    boolean json;

    @Option(names = "--limit", paramLabel = "N", description = "At most so many; 50 when left out, 500 at most.")
    private Integer limit;

    @Option(names = "--after", paramLabel = "CURSOR", description = "Go on where a list ended: the cursor it printed.")
    private String after;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** Asks for a page, and prints it as JSON or as a table with a row for each item. */
    int print(String path, Map<String, String> filters, Table table, BiConsumer<Table, JsonNode> row) {
        Map<String, String> parameters = new java.util.LinkedHashMap<>(filters);
        parameters.put("limit", limit == null ? null : limit.toString());
        parameters.put("after", after);
        JsonNode page = api.client(spec).get(path, parameters);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(page.toPrettyString());
        } else {
            page.path("items").forEach(item -> row.accept(table, item));
            print(page, table, out);
        }
        out.flush();
        return 0;
    }

    private static void print(JsonNode page, Table table, PrintWriter out) {
        if (table.isEmpty()) {
            out.println("None.");
        } else {
            table.print(out);
        }
        if (page.path("partial").asBoolean()) {
            out.println("Some of the newest events were not looked at: the index is behind. Ask again in a moment.");
        }
        if (page.path("next").isTextual()) {
            out.println("More: --after " + page.path("next").asText());
        }
    }

    /** A time as the API wants it, from an ISO time or a while ago ({@code 2h}); null for null. */
    String time(String option, String text) {
        return time(spec, option, text);
    }

    /** The same for a command that prints no list. */
    static String time(CommandSpec spec, String option, String text) {
        if (text == null) {
            return null;
        }
        Matcher ago = AGO.matcher(text);
        if (ago.matches()) {
            long number = Long.parseLong(ago.group(1));
            Duration past = switch (ago.group(2)) {
                case "s" -> Duration.ofSeconds(number);
                case "m" -> Duration.ofMinutes(number);
                case "h" -> Duration.ofHours(number);
                default -> Duration.ofDays(number);
            };
            return Instant.now().minus(past).truncatedTo(ChronoUnit.MILLIS).toString();
        }
        try {
            return OffsetDateTime.parse(text).toInstant().toString();
        } catch (DateTimeParseException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    option + " must be a while ago, such as 2h, or a time, such as 2026-01-31T09:30:00Z.");
        }
    }

    /** A field for people: nothing for null. */
    static String text(JsonNode item, String field) {
        JsonNode value = item.path(field);
        return value.isNull() || value.isMissingNode() ? "" : value.asText();
    }

    /** Without the fractions of a second. */
    static String time(JsonNode item, String field) {
        String text = text(item, field);
        return text.isEmpty() ? "" : text.replaceFirst("\\.[0-9]+Z$", "Z");
    }
}
