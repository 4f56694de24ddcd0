package io.wotnotrelay.sink;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.wotnotrelay.event.Batch;
import io.wotnotrelay.event.Event;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes what a route can hold as JSON: numbers stay numbers, texts become JSON strings, nobody breaks out of one. */
final class JsonValues {
    /** Reads JSON without changing a number. */
    static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final JsonFactory FACTORY = MAPPER.getFactory();

    private JsonValues() {}

    /** Something that writes itself as JSON. */
    interface Writing {
        void to(JsonGenerator out) throws IOException;
    }

    static String text(Writing writing) throws IOException {
        StringWriter text = new StringWriter(256);
        try (JsonGenerator out = FACTORY.createGenerator(text)) {
            writing.to(out);
        }
        return text.toString();
    }

    static String text(Object value) throws IOException {
        return value instanceof Event event ? event.toJson() : text(out -> write(out, value));
    }

    static void write(JsonGenerator out, Object value) throws IOException {
        if (value == null) {
            out.writeNull();
        } else if (value instanceof Boolean truth) {
            out.writeBoolean(truth);
        } else if (value instanceof Number number) {
            write(out, number);
        } else if (value instanceof Event event) {
            out.writeRawValue(event.toJson());
        } else if (value instanceof Batch batch) {
            out.writeRawValue(batch(batch));
        } else {
            writeParts(out, value);
        }
    }

    private static void writeParts(JsonGenerator out, Object value) throws IOException {
        if (value instanceof JsonNode node) {
            out.writeTree(node);
        } else if (value instanceof Map<?, ?> map) {
            out.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                out.writeFieldName(String.valueOf(entry.getKey()));
                write(out, entry.getValue());
            }
            out.writeEndObject();
        } else if (value instanceof Iterable<?> items) {
            out.writeStartArray();
            for (Object item : items) {
                write(out, item);
            }
            out.writeEndArray();
        } else if (value instanceof Record data) {
            writeRecord(out, data);
        } else {
            out.writeString(value.toString());
        }
    }

    private static void writeRecord(JsonGenerator out, Record data) throws IOException {
        out.writeStartObject();
        for (RecordComponent part : data.getClass().getRecordComponents()) {
            out.writeFieldName(part.getName());
            try {
                write(out, part.getAccessor().invoke(data));
            } catch (ReflectiveOperationException e) {
                throw new IOException("cannot read " + part.getName() + " of the event", e);
            }
        }
        out.writeEndObject();
    }

    private static void write(JsonGenerator out, Number number) throws IOException {
        if (number instanceof BigDecimal exact) {
            out.writeNumber(exact);
        } else if (number instanceof BigInteger exact) {
            out.writeNumber(exact);
        } else if (number instanceof Double || number instanceof Float) {
            double value = number.doubleValue();
            if (Double.isFinite(value)) {
                out.writeRawValue(number.toString());
            } else {
                out.writeNull();
            }
        } else {
            out.writeNumber(number.longValue());
        }
    }

    private static String batch(Batch batch) {
        String events = batch.events().stream().map(Event::toJson).collect(Collectors.joining(","));
        return "{\"size\":" + batch.size() + ",\"events\":[" + events + "]}";
    }
}
