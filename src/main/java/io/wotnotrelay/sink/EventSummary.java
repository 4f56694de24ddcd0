package io.wotnotrelay.sink;

import io.wotnotrelay.event.Event;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a support person wants to know of an event: who, what, and where to go on.
 *
 * @param who did it; empty where that is the relay itself
 * @param what happened, in one line or several
 * @param facts the rest that is known, in order
 */
record EventSummary(String who, String what, List<Fact> facts) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);

    /** One line of it. */
    record Fact(String name, String value) {
        /** Whether it can be opened: what leads elsewhere than to the web is shown and not linked. */
        boolean link() {
            return value.matches("https?://[!-~]+");
        }
    }

    static EventSummary of(Event event) {
        String what = text(event.text());
        return new EventSummary(who(event), what.isEmpty() ? kind(event) : what, facts(event));
    }

    private static boolean own(Event event) {
        return event.source().equals(Event.RELAY);
    }

    private static String who(Event event) {
        if (own(event)) {
            return "";
        }
        String visitor = first(
                event.visitor().name(), event.visitor().email(), event.visitor().phone(), "Visitor");
        return switch (text(event.actor().type())) {
            case "visitor" -> visitor;
            case "bot" -> first(event.bot().name(), "Bot");
            case "user" -> first(event.actor().email(), "Agent");
            default -> first(event.actor().email(), event.actor().type(), visitor);
        };
    }

    private static List<Fact> facts(Event event) {
        List<Fact> facts = new ArrayList<>(own(event) ? RelaySummary.facts(event) : List.of());
        add(facts, "Conversation", event.conversation().url());
        add(facts, "Visitor", event.visitor().name());
        add(facts, "Email", event.visitor().email());
        add(facts, "Phone", event.visitor().phone());
        add(facts, "File", event.attachment().link());
        add(facts, "Title", event.conversation().title());
        add(facts, "Status", event.conversation().status());
        add(facts, "Labels", String.join(", ", event.conversation().labels()));
        add(facts, "Assignee", event.conversation().assignee().email());
        add(facts, "Bot", event.bot().name());
        add(facts, "Time", time(event.occurredAt() == null ? event.receivedAt() : event.occurredAt()));
        add(facts, "Event", kind(event) + " " + event.id());
        return facts;
    }

    private static void add(List<Fact> facts, String name, String value) {
        if (!text(value).isEmpty()) {
            facts.add(new Fact(name, value));
        }
    }

    private static String time(Instant time) {
        return time == null ? null : TIME.format(time);
    }

    private static String kind(Event event) {
        return Stream.of(event.type(), event.subtype())
                .map(EventSummary::text)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("."));
    }

    private static String first(String... texts) {
        return Stream.of(texts)
                .map(EventSummary::text)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static String text(String text) {
        return text == null ? "" : text.strip();
    }
}
