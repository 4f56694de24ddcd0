package io.wotnotrelay.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DocumentedPayloadsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant RECEIVED = Instant.parse("2026-01-02T03:04:05Z");

    static List<String> samples() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/samples"))) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void thereIsOneSampleForEachOfThe28DocumentedPayloads() throws IOException {
        assertThat(samples()).hasSize(28);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void eachBecomesExactlyTheExpectedEvent(String name) throws IOException {
        ObjectNode event = (ObjectNode) JSON.readTree(read(name).toJson());
        assertThat(event.remove("id").asText()).isEqualTo("evt_1");
        assertThat(event.remove("seq").asLong()).isEqualTo(7);
        assertThat(event.remove("receivedAt").asText()).isEqualTo("2026-01-02T03:04:05Z");

        JsonNode expected = resource("/expected/" + name);
        assertThat(event.toPrettyString()).isEqualTo(expected.toPrettyString());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void eachIsNotSpoiltByLayout(String name) throws IOException {
        JsonNode item = resource("/samples/" + name).get("events").get(0);
        Event spread = event(item.toPrettyString());
        Event tight = event(item.toString());

        assertThat(spread.toJson()).isEqualTo(tight.toJson()).doesNotContain("\n");
        assertThat(spread.raw()).isEqualTo(item.toPrettyString());
    }

    private static Event read(String name) throws IOException {
        return event(resource("/samples/" + name).get("events").get(0).toString());
    }

    private static Event event(String item) {
        return EventReader.read("evt_1", 7, RECEIVED, new Kind(Event.WOTNOT, "any", null), Events.bytes(item));
    }

    private static JsonNode resource(String path) throws IOException {
        try (InputStream in = DocumentedPayloadsTest.class.getResourceAsStream(path)) {
            return JSON.readTree(in);
        }
    }
}
