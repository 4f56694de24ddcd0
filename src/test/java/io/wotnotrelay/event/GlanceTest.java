package io.wotnotrelay.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Looking at an item says what reading it says. */
class GlanceTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> NAMES = List.of(
            "conversation", "key", "event", "variables", "a", "k\\u0065y", "con\\u0076ersation", "vari\\u0061bles");

    static List<String> samples() throws IOException {
        return DocumentedPayloadsTest.samples();
    }

    private static void agrees(String item) {
        byte[] raw = item.getBytes(StandardCharsets.UTF_8);
        Event event = Events.of(item);
        Glance.Seen seen = Glance.at(raw, () -> event);
        assertThat(seen.conversation()).as(item).isEqualTo(event.conversation().key());
        boolean form = "form.response".equals(event.subtype()); // its answers are variables that are not called so
        assertThat(seen.variables() || form || event.variables().isEmpty())
                .as(item)
                .isTrue();
    }

    private static String item(String rest) {
        return "{\"event\":{\"type\":\"note\",\"payload\":{}}," + rest + "}";
    }

    @ParameterizedTest
    @MethodSource("samples")
    void agreesOnEachDocumentedPayloadHoweverItIsLaidOut(String name) throws IOException {
        JsonNode item = JSON.readTree(
                        Path.of("src/main/resources/samples", name).toFile())
                .get("events")
                .get(0);
        agrees(item.toString());
        agrees(item.toPrettyString());
        assertThat(Glance.at(Events.bytes(item.toString()), () -> {
                            throw new AssertionError("read whole");
                        })
                        .conversation())
                .isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"conversation\":{\"key\":\"a\"}",
                "\"conversation\":{\"key\":\"\"}",
                "\"conversation\":{\"key\":12}",
                "\"conversation\":{\"key\":-1.50e3 }",
                "\"conversation\":{\"key\":true}",
                "\"conversation\":{\"key\":null}",
                "\"conversation\":{\"key\":\"null\"}",
                "\"conversation\":{\"key\":{\"key\":\"no\"}}",
                "\"conversation\":{\"key\":[\"no\"]}",
                "\"conversation\":{\"in\":{\"key\":\"no\"},\"key\":\"yes\"}",
                "\"conversation\":{\"key\":\"first\",\"key\":\"second\"}",
                "\"conversation\":{\"key\":\"first\"},\"conversation\":{\"id\":1}",
                "\"conversation\":{\"key\":\"first\"},\"conversation\":\"none\"",
                "\"conversation\":[{\"key\":\"no\"}]",
                "\"conversation\":\"key\"",
                "\"x\":{\"conversation\":{\"key\":\"no\"}},\"key\":\"no\"",
                "\"conversation\":{\"key\":\"a\\\"b\\\\\"}",
                "\"conversation\":{\"k\\u0065y\":\"escaped\"}",
                "\"con\\u0076ersation\":{\"key\":\"escaped\"}",
                "\"conversation\":{\"key\":\"\\u00e9\u00e9\"}",
                " \"conversation\" : { \"key\" : \"blanks\" } ",
                "\"x\":\"\\\"conversation\\\":{\\\"key\\\":\\\"no\\\"}\"",
            })
    void agreesOnEveryShapeOfAKey(String rest) {
        agrees(item(rest));
    }

    @Test
    void seesVariablesWhereverTheyAre() {
        assertThat(seen("{\"event\":{\"type\":\"x\",\"payload\":{\"variables\":[]}}}")
                        .variables())
                .isTrue();
        assertThat(seen("{\"event\":{\"type\":\"x\",\"payload\":{\"vari\\u0061bles\":[]}}}")
                        .variables())
                .isTrue();
        assertThat(seen("{\"event\":{\"type\":\"x\",\"payload\":{\"text\":\"variables\"}}}")
                        .variables())
                .isFalse();
    }

    private static Glance.Seen seen(String item) {
        return Glance.at(Events.bytes(item), () -> Events.of(item));
    }

    @Property(tries = 2_000)
    void agreesOnAnything(@ForAll("objects") String members) {
        agrees(item(members.isEmpty() ? "\"x\":1" : members));
    }

    @Provide
    Arbitrary<String> objects() {
        return members(3);
    }

    private static Arbitrary<String> members(int depth) {
        Arbitrary<String> value =
                Arbitraries.of("1", "-0", "\"t\"", "\"\\\\\"", "\"\\\"key\\\":\"", "null", "false", "\"\"");
        if (depth > 0) {
            Arbitrary<String> inner = members(depth - 1);
            value = Arbitraries.oneOf(value, inner.map(o -> "{" + o + "}"), inner.map(o -> "[{" + o + "}]"));
        }
        Arbitrary<String> member = Combinators.combine(Arbitraries.of(NAMES), value)
                .as((name, v) -> "\"" + name + "\":" + v)
                .filter(m -> !m.startsWith("\"event\""));
        return member.list().ofMaxSize(4).map(list -> String.join(",", list));
    }
}
