package io.wotnotrelay.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for every item, over generated JSON text: odd strings, numbers as text, names given twice, any shape. */
class EventPropertiesTest {
    private static final JsonMapper JSON = JsonMapper.builder(com.fasterxml.jackson.core.JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNumberLength(1000)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final List<String> NAMES = List.of(
            "message",
            "payload",
            "type",
            "text",
            "title",
            "variables",
            "name",
            "value",
            "fields",
            "label",
            "variable",
            "buttons",
            "items",
            "list",
            "sections",
            "labels",
            "id",
            "email",
            "to",
            "from",
            "status",
            "message_by",
            "link",
            "duration",
            "action",
            "¿·x·?",
            "is_closed",
            "assigned_to_user",
            "file_name",
            "weird \\\"name\\u0000",
            "");

    @Property
    void aPayloadComesBackAsItCame(@ForAll("types") String type, @ForAll("json") String payload) {
        Event event = Events.of(type, payload);

        assertThat(event.type()).isEqualTo(type);
        String expected = payload.equals("null") ? "{}" : payload;
        if (payload.startsWith("\"")) {
            assertThat(event.payload().value()).isEqualTo(tree(payload).textValue());
        } else {
            assertThat(event.toJson()).contains(",\"payload\":" + expected + ",\"extra\":{}}");
        }
    }

    @Property
    void theJsonIsAlwaysOneValidLineWithEveryKey(@ForAll("items") String item) {
        String json = Events.of(item).toJson();

        assertThat(json).doesNotContain("\n", "\r", "\u2028", "\u0000");
        List<String> names = new java.util.ArrayList<>();
        tree(json).fieldNames().forEachRemaining(names::add);
        assertThat(names)
                .containsExactly(
                        "schema",
                        "id",
                        "seq",
                        "source",
                        "type",
                        "subtype",
                        "occurredAt",
                        "receivedAt",
                        "actor",
                        "conversation",
                        "visitor",
                        "account",
                        "bot",
                        "text",
                        "variables",
                        "attachment",
                        "payload",
                        "extra");
    }

    @Property
    void theTextIsOneLineOrNone(@ForAll("items") String item) {
        String text = Events.of(item).text();
        if (text != null) {
            assertThat(text).isNotBlank().doesNotContainPattern("[\\p{Cntrl}\u2028\u2029]");
        }
    }

    @Property
    void mappingWithIdentityChangesNothing(@ForAll("items") String item) {
        Event event = Events.of(item);
        assertThat(event.mapText(UnaryOperator.identity()).toJson()).isEqualTo(event.toJson());
    }

    @Property
    void mappingReachesEveryText(@ForAll("json") String payload) {
        Event mapped = Events.of("x", payload).mapText(s -> "m");
        assertAllMapped(tree(mapped.toJson()).get("payload"));
    }

    @Property
    void anyBytesAreReadWithoutFailing(@ForAll byte[] bytes) {
        Event event = Events.of(bytes);
        assertThat(event.type()).isEqualTo(Kind.UNPARSABLE_TYPE);
        tree(event.toJson());
    }

    @Property
    void anItemThatIsCutOrChangedIsReadWithoutFailing(
            @ForAll("items") String item, @ForAll int where, @ForAll byte what) {
        byte[] bytes = Events.bytes(item);
        bytes[Math.floorMod(where, bytes.length)] = what;
        tree(Events.of(bytes).toJson());
        tree(Events.of(java.util.Arrays.copyOf(bytes, Math.floorMod(where, bytes.length)))
                .toJson());
    }

    @Property
    void aSubscriptionToATypeMatchesExactlyIt(@ForAll("kinds") Kind wanted, @ForAll("kinds") Kind other) {
        Subscription subscription = Subscription.of(name(wanted), null);
        assertThat(subscription.matches(wanted.key())).isTrue();
        boolean same = other.type().equals(name(wanted)) || name(other).equals(name(wanted));
        assertThat(subscription.matches(other.key())).isEqualTo(same);
    }

    @Property
    void whatIsExceptedIsNeverMatched(@ForAll("kinds") Kind kind, @ForAll("kinds") Kind other) {
        Subscription subscription = Subscription.of("all, " + name(other), name(kind));
        assertThat(subscription.matches(kind.key())).isFalse();
    }

    @Property
    void ownKindsAreNeverPartOfAll(@ForAll("kinds") Kind kind) {
        Subscription all = Subscription.of("all", null);
        assertThat(all.matches(kind.key())).isEqualTo(kind.source().equals(Event.WOTNOT));
    }

    @Provide
    Arbitrary<String> types() {
        return Arbitraries.of(
                "message",
                "status",
                "variables",
                "note",
                "conversation_create",
                "conversation_labels",
                "assignee_change",
                "something_new");
    }

    @Provide
    Arbitrary<Kind> kinds() {
        Arbitrary<String> words = Arbitraries.of("message", "status", "form", "form.response", "lead.new", "x_1");
        Arbitrary<Kind> sent = Combinators.combine(words, words.injectNull(0.5))
                .as((type, subtype) -> new Kind(Event.WOTNOT, type, subtype));
        Arbitrary<Kind> own = Arbitraries.of("relay.dead_letter", "relay.silence", "conversation.idle", "lead.new")
                .map(type -> new Kind(Event.RELAY, type, null));
        return Arbitraries.oneOf(sent, own);
    }

    @Provide
    Arbitrary<String> items() {
        Arbitrary<String> event = Combinators.combine(types(), json())
                .as((type, payload) -> "{\"type\":\"" + type + "\",\"payload\":" + payload + "}");
        return Combinators.combine(Arbitraries.oneOf(event, event, json()), json(), json(), json(), json())
                .as((e, conversation, account, visitor, timestamp) ->
                        "{\"event\":" + e + ",\"conversation\":" + conversation + ",\"account\":" + account
                                + ",\"visitor\":" + visitor + ",\"timestamp\":" + timestamp + "}");
    }

    @Provide
    Arbitrary<String> json() {
        return json(4);
    }

    private static Arbitrary<String> json(int depth) {
        Arbitrary<String> scalar = Arbitraries.oneOf(
                Arbitraries.of("null", "true", "false", "{}", "[]", "0", "1"), numbers(), strings(), strings());
        if (depth == 0) {
            return scalar;
        }
        Arbitrary<String> inner = Arbitraries.lazy(() -> json(depth - 1));
        Arbitrary<String> member =
                Combinators.combine(Arbitraries.of(NAMES), inner).as((name, value) -> "\"" + name + "\":" + value);
        Arbitrary<String> object = member.list().ofMaxSize(5).map(m -> "{" + String.join(",", m) + "}");
        Arbitrary<String> message = Combinators.combine(subtypes(), inner)
                .as((type, value) -> "{\"message\":{\"type\":\"" + type + "\",\"payload\":" + value + "}}");
        Arbitrary<String> array = inner.list().ofMaxSize(4).map(v -> "[" + String.join(",", v) + "]");
        return Arbitraries.oneOf(scalar, object, object, message, array);
    }

    private static Arbitrary<String> subtypes() {
        return Arbitraries.of(KnownKinds.all().stream()
                .map(k -> k.name().replace("message.", ""))
                .toList());
    }

    private static Arbitrary<String> numbers() {
        Arbitrary<String> whole =
                Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(60).map(s -> "1" + s);
        Arbitrary<String> tail = Arbitraries.of("", ".0", ".10", "e5", "E+7", "e999999999", "e-999999999", ".5e-3");
        return Combinators.combine(Arbitraries.of("", "-"), whole, tail).as((sign, w, t) -> sign + w + t);
    }

    private static Arbitrary<String> strings() {
        Arbitrary<String> piece = Arbitraries.of(
                "a",
                "Ünï",
                "None",
                "\\n",
                "\\u0000",
                "\\ud800",
                "\\udc00",
                "\\ud83d\\ude00",
                "\ud83d\ude00",
                "\\\\",
                "\\\"",
                "\\/",
                "\u202e",
                "\u2029",
                " ",
                "${body}",
                "¿·",
                "·?",
                "$user.info.",
                "\u0085",
                "<b>",
                "2023-09-01 14:13:32");
        return piece.list().ofMaxSize(6).map(p -> "\"" + String.join("", p) + "\"");
    }

    private static String name(Kind kind) {
        return kind.subtype() == null ? kind.type() : kind.type() + "." + kind.subtype();
    }

    private static void assertAllMapped(JsonNode node) {
        if (node.isTextual()) {
            assertThat(node.textValue()).isEqualTo("m");
        }
        node.forEach(EventPropertiesTest::assertAllMapped);
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new AssertionError("not JSON: " + json, e);
        }
    }
}
