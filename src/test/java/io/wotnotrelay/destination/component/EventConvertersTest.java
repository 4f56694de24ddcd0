package io.wotnotrelay.destination.component;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.wotnotrelay.event.Batch;
import io.wotnotrelay.event.Event;
import io.wotnotrelay.event.EventReader;
import io.wotnotrelay.event.Kind;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.camel.TypeConverter;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What components ask a body for, an event and a batch give: their JSON. */
class EventConvertersTest {
    private static final String ITEM = """
            {"event": {"type": "message", "payload": {"n": 1.10, "most": 1e999, "message": {"type": "text", "text": "Søren"}}}}
            """;

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Event event = EventReader.read(
            "evt_1",
            7,
            Instant.EPOCH,
            new Kind(Event.WOTNOT, "message", "text"),
            ITEM.getBytes(StandardCharsets.UTF_8));
    private final Batch batch = new Batch(2, List.of(event, event));
    private TypeConverter converter;

    @BeforeEach
    void start() {
        context.start();
        converter = context.getTypeConverter();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void anEventIsItsJsonAsText() throws Exception {
        assertThat(converter.mandatoryConvertTo(String.class, event))
                .isEqualTo(event.toJson())
                .contains("\"text\":\"Søren\"", "1.10", "1e999");
    }

    @Test
    void anEventIsItsJsonInUtf8AsBytesAndAsAStream() throws Exception {
        byte[] json = event.toJson().getBytes(StandardCharsets.UTF_8);

        assertThat(converter.mandatoryConvertTo(byte[].class, event)).isEqualTo(json);
        assertThat(converter.mandatoryConvertTo(InputStream.class, event)).hasBinaryContent(json);
    }

    @Test
    void anEventIsATreeWhoseNumbersAreAsTheyCame() throws Exception {
        JsonNode tree = converter.mandatoryConvertTo(JsonNode.class, event);

        assertThat(tree.path("text").asText()).isEqualTo("Søren");
        assertThat(tree.path("payload").path("n").decimalValue()).hasToString("1.10");
        assertThat(tree.path("payload").path("most").isNumber()).isTrue();
        assertThat(tree.path("visitor").path("name").isNull()).isTrue();
    }

    @Test
    void anEventIsAMap() throws Exception {
        Map<?, ?> map = converter.mandatoryConvertTo(Map.class, event);

        assertThat(map.get("id")).isEqualTo("evt_1");
        assertThat(map.get("seq")).isEqualTo(7);
        assertThat(((Map<?, ?>) map.get("payload")).get("n")).hasToString("1.10");
    }

    @Test
    void aBatchIsItsJsonAsTextBytesAndStream() throws Exception {
        byte[] json = batch.toJson().getBytes(StandardCharsets.UTF_8);

        assertThat(converter.mandatoryConvertTo(String.class, batch))
                .isEqualTo(batch.toJson())
                .startsWith("{\"size\":2,\"events\":[{");
        assertThat(converter.mandatoryConvertTo(byte[].class, batch)).isEqualTo(json);
        assertThat(converter.mandatoryConvertTo(InputStream.class, batch)).hasBinaryContent(json);
    }

    @Test
    void aBatchIsATreeAndAMapOfItsEvents() throws Exception {
        JsonNode tree = converter.mandatoryConvertTo(JsonNode.class, batch);
        Map<?, ?> map = converter.mandatoryConvertTo(Map.class, batch);

        assertThat(tree.path("events")).hasSize(2);
        assertThat(tree.path("events").path(1).path("payload").path("n").decimalValue())
                .hasToString("1.10");
        assertThat(map.get("size")).isEqualTo(2);
        assertThat((List<?>) map.get("events")).hasSize(2);
    }
}
