package io.wotnotrelay.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.wotnotrelay.event.Event;
import io.wotnotrelay.event.EventReader;
import io.wotnotrelay.event.Kind;
import io.wotnotrelay.log.NewEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The kind an item is stored under and the event that is made of it later must never disagree: lanes match by the one, routes see the other. */
class AgreementProperties {
    @Property(tries = 5_000)
    void whatIsStoredUnderAKindBecomesAnEventOfThatTypeAndSubtype(@ForAll("oddItems") List<String> items) {
        Envelope envelope = EnvelopeTest.read("{\"events\":[" + String.join(",", items) + "]}");
        assertThat(envelope.shape()).as(items.toString()).isEqualTo(Envelope.Shape.EVENTS);
        List<NewEvent> stored = BatchReader.events(envelope, 1);
        for (int i = 0; i < items.size(); i++) {
            assertThat(stored.get(i).raw()).asString().isEqualTo(items.get(i));
            agrees(envelope.items().get(i), stored.get(i));
        }
    }

    private static void agrees(Item item, NewEvent stored) {
        String text = new String(stored.raw(), StandardCharsets.UTF_8);
        Event event = EventReader.read("evt_1", 1, Instant.EPOCH, Kind.of(stored.kind()), stored.raw());
        assertThat(new Kind(event.source(), event.type(), event.subtype()).key())
                .as(text)
                .isEqualTo(stored.kind());
        assertThat(event.raw()).isEqualTo(text);
        if (!item.unparsable()) {
            assertThat(event.occurredAt() != null).as(text).isEqualTo(item.timed());
        }
    }

    @Provide
    Arbitrary<List<String>> oddItems() {
        return Arbitraries.frequencyOf(net.jqwik.api.Tuple.of(8, item()), net.jqwik.api.Tuple.of(1, value()))
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
    }

    private static Arbitrary<String> item() {
        Arbitrary<String> message = object(List.of(
                member(name("type", "typ\\u0065"), value()),
                member(name("text", "payload"), value()),
                member(name("type"), types())));
        Arbitrary<String> payload = object(List.of(
                member(name("message", "m\\u0065ssage"), message),
                member(name("message", "label", "type", "variables"), value()),
                member(name("message"), message)));
        Arbitrary<String> event = object(List.of(
                member(name("type", "t\\u0079pe"), types()),
                member(name("payload", "p\\u0061yload"), payload),
                member(name("type", "payload", "other"), value())));
        return object(List.of(
                member(name("event", "ev\\u0065nt"), event),
                member(name("timestamp", "tim\\u0065stamp"), times()),
                member(name("conversation", "visitor", "account", "event", "x"), value())));
    }

    /** Some of these members, in any order, with and without blanks. */
    private static Arbitrary<String> object(List<Arbitrary<String>> members) {
        Arbitrary<List<String>> all = Combinators.combine(members).as(made -> made);
        return all.flatMap(made -> Combinators.combine(
                        Arbitraries.shuffle(made),
                        Arbitraries.integers().between(0, 9),
                        Arbitraries.of(",", " , ", ",\n\t"))
                .as((shuffled, size, comma) ->
                        "{" + String.join(comma, shuffled.subList(0, size == 0 ? shuffled.size() - 1 : shuffled.size()))
                                + "}"));
    }

    private static Arbitrary<String> member(Arbitrary<String> name, Arbitrary<String> value) {
        return Combinators.combine(name, value).as((n, v) -> "\"" + n + "\":" + v);
    }

    private static Arbitrary<String> name(String... names) {
        return Arbitraries.of(names);
    }

    private static Arbitrary<String> types() {
        return Arbitraries.of(
                "\"message\"",
                "\"message\"",
                "\"message\"",
                "\"m\\u0065ssage\"",
                "\"status\"",
                "\"note\"",
                "\"variables\"",
                "\"unparsable\"",
                "\"\"",
                "\" \"",
                "\"a\\u001fb\"",
                "\"\\u001f\"",
                "\"\\u0000\"",
                "\"\\ud800\"",
                "\"line\\nbreak\\u001b[31m\"",
                "\"\u202eبيان\"",
                "\"" + "long".repeat(80) + "\"",
                "1",
                "null",
                "true",
                "[\"message\"]",
                "{\"type\":\"message\"}");
    }

    private static Arbitrary<String> times() {
        return Arbitraries.of(
                "\"2023-09-01 14:13:32.141788\"",
                "\" 2023-09-01T14:13:32Z \"",
                "\"2023-02-30 14:13:32\"",
                "\"1693577612\"",
                "1693577612",
                "1693577612345",
                "1693577612.0",
                "-1693577612",
                "1e9",
                "\"\"",
                "null",
                "true",
                "[\"2023-09-01 14:13:32\"]",
                "\"2023-09-01 14:13:3\\u0032\"");
    }

    private static Arbitrary<String> value() {
        return Arbitraries.of(
                "null",
                "\"\"",
                "\"text\"",
                "5",
                "-0",
                "1e999999999",
                "9".repeat(100),
                "9".repeat(101),
                "0." + "1".repeat(99),
                "true",
                "[]",
                "{}",
                "[1,[2,{\"a\":[]}]]",
                "[".repeat(60) + "]".repeat(60),
                "[".repeat(61) + "]".repeat(61),
                "{\"a\":".repeat(80) + "1" + "}".repeat(80),
                "{\"type\":\"message\",\"type\":5}",
                "{\"Aa\":1,\"BB\":2,\"Aa\":3}",
                "\"\\ud83d\\ude00 \\ud800 \\u0000 \u2028\"",
                "\"text\\\\\\\"\"",
                "{\"\":{\"\":null}}",
                "\"\ufffd\"");
    }
}
