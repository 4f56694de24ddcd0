package io.wotnotrelay.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wotnotrelay.config.OneLine;
import io.wotnotrelay.config.Settings;
import io.wotnotrelay.destination.Check;
import io.wotnotrelay.destination.PastEvent;
import io.wotnotrelay.destination.Rehearsal;
import io.wotnotrelay.destination.Rehearsed;
import io.wotnotrelay.destination.TestDelivery;
import io.wotnotrelay.event.Event;
import io.wotnotrelay.event.Kind;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Plays the events of a running relay through files that do not run. It asks the relay for the events and plays them
 * here: so nobody can make the relay itself run what they please with no more than the token of its API.
 */
final class HistoryCheck {
    private static final ObjectMapper JSON =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    private static final String PAGE = "200";

    private final ApiClient client;
    private final String since;

    HistoryCheck(ApiClient client, String since) {
        this.client = client;
        this.since = since;
    }

    /** Files that cannot run are left out. */
    List<Rehearsed> play(Path routes, Settings settings) {
        List<Rehearsal> rehearsals = new ArrayList<>();
        try {
            for (Path file : Check.files(routes)) {
                Rehearsal.of(file, settings).ifPresent(rehearsals::add);
            }
            Set<String> names = new TreeSet<>();
            rehearsals.forEach(one -> names.addAll(one.names()));
            Set<String> running = names.isEmpty() ? Set.of() : events(names, rehearsals);
            return rehearsals.stream()
                    .flatMap(one -> one.results(running).stream())
                    .toList();
        } finally {
            rehearsals.forEach(Rehearsal::close);
        }
    }

    private Set<String> events(Set<String> names, List<Rehearsal> rehearsals) {
        Set<String> running = new TreeSet<>();
        Map<String, String> query = new LinkedHashMap<>();
        query.put("destinations", String.join(",", names));
        query.put("since", since);
        query.put("limit", PAGE);
        boolean more = true;
        while (more) {
            JsonNode page = client.get("/history", query);
            page.path("running").forEach(name -> running.add(name.asText()));
            for (JsonNode item : page.path("items")) {
                PastEvent event = event(item);
                rehearsals.forEach(one -> one.play(event));
            }
            more = page.path("next").isTextual();
            query.put("after", page.path("next").asText());
        }
        return running;
    }

    private static PastEvent event(JsonNode item) {
        Set<String> getting = new TreeSet<>();
        item.path("getting").forEach(name -> getting.add(name.asText()));
        try {
            return new PastEvent(
                    item.path("seq").asLong(),
                    item.path("id").asText(),
                    Instant.parse(item.path("receivedAt").asText()),
                    new Kind(
                            item.path("source").asText(),
                            item.path("type").asText(),
                            item.path("subtype").isTextual()
                                    ? item.path("subtype").asText()
                                    : null),
                    item.path("raw").asText(),
                    JSON.treeToValue(item.path("visitor"), Event.Visitor.class),
                    JSON.treeToValue(item.path("conversation"), Event.Conversation.class),
                    getting);
        } catch (JsonProcessingException e) {
            throw new Stop("What the relay answered is no event: is it of the same version?", e);
        }
    }

    static void print(Rehearsed one, String since, PrintWriter out) {
        out.println();
        String then = "%s: of %d events since %s it would get %d"
                .formatted(one.destination(), one.events(), since, one.then());
        out.println(OneLine.of(
                one.running()
                        ? "%s; the one that runs gets %d (+%d, −%d)."
                                .formatted(then, one.now(), one.gained(), one.lost())
                        : then + "; none of this name runs."));
        if (one.unfit() != null) {
            out.println(OneLine.of("  " + one.unfit()));
        }
        one.first().forEach(rendered -> {
            out.println(OneLine.of("  " + rendered.eventId()));
            rendered.sent().forEach(message -> message(message, out));
        });
        one.failures()
                .forEach(failing -> out.println(OneLine.of("  %d would fail: %s (%s%s)"
                        .formatted(
                                failing.count(),
                                failing.cause(),
                                String.join(", ", failing.eventIds()),
                                failing.count() > failing.eventIds().size() ? ", …" : ""))));
    }

    private static void message(TestDelivery.Message message, PrintWriter out) {
        out.println(OneLine.of("    " + message.by() + ":"));
        message.parts().forEach(part -> TestCommand.part(part.name(), part.text(), "      ", out));
    }
}
