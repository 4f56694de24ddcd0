package io.wotnotrelay.event;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonSerializable;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import java.io.IOException;

/** What Jackson writes as the JSON it already has, so that {@code marshal: json} in a route changes nothing. */
interface JsonRaw extends JsonSerializable {
    /** Its JSON, in one line. */
    String json();

    @Override
    default void serialize(JsonGenerator out, SerializerProvider provider) throws IOException {
        if (!(out instanceof TokenBuffer)) {
            out.writeRawValue(json());
            return;
        }
        try (JsonParser parser = JsonTree.parser(json())) {
            parser.nextToken();
            out.copyCurrentStructure(parser);
        }
    }

    @Override
    default void serializeWithType(JsonGenerator out, SerializerProvider provider, TypeSerializer type)
            throws IOException {
        serialize(out, provider);
    }
}
