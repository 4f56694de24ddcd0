package io.wotnotrelay.destination.component;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.wotnotrelay.event.Batch;
import io.wotnotrelay.event.Event;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.camel.Converter;

/** Events and batches as what components want of a body: their JSON, in UTF-8 where it is bytes. */
@Converter(generateLoader = true)
public final class EventConverters {
    // Numbers as they came: neither 1.10 nor 1e999 may change on the way through a tree.
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private EventConverters() {}

    @Converter
    public static String text(Event event) {
        return event.toJson();
    }

    @Converter
    public static byte[] bytes(Event event) {
        return event.toJson().getBytes(StandardCharsets.UTF_8);
    }

    @Converter
    public static InputStream stream(Event event) {
        return new ByteArrayInputStream(bytes(event));
    }

    @Converter
    public static JsonNode tree(Event event) throws JsonProcessingException {
        return JSON.readTree(event.toJson());
    }

    @Converter
    public static Map<?, ?> map(Event event) throws JsonProcessingException {
        return JSON.readValue(event.toJson(), Map.class);
    }

    @Converter
    public static String text(Batch batch) {
        return batch.toJson();
    }

    @Converter
    public static byte[] bytes(Batch batch) {
        return batch.toJson().getBytes(StandardCharsets.UTF_8);
    }

    @Converter
    public static InputStream stream(Batch batch) {
        return new ByteArrayInputStream(bytes(batch));
    }

    @Converter
    public static JsonNode tree(Batch batch) throws JsonProcessingException {
        return JSON.readTree(batch.toJson());
    }

    @Converter
    public static Map<?, ?> map(Batch batch) throws JsonProcessingException {
        return JSON.readValue(batch.toJson(), Map.class);
    }
}
