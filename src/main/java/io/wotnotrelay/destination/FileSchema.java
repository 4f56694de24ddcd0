package io.wotnotrelay.destination;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The schema of a kind of file. */
record FileSchema(JsonNode json, JsonSchema schema) {
    /** The shape of a Pipe. */
    static final FileSchema PIPE = of(read("/schema/pipe.json"));

    /** The shape of a Kamelet; what stands in its template is for {@link DslSchema}. */
    static final FileSchema KAMELET = of(read("/schema/kamelet.json"));

    static FileSchema of(JsonNode json) {
        SchemaValidatorsConfig config = SchemaValidatorsConfig.builder()
                .pathType(PathType.JSON_POINTER)
                .locale(Locale.ENGLISH)
                // all of Camel's, unfolded through its recursions, would be 300 MB: only what a file touches
                .preloadJsonSchema(false)
                .build();
        return new FileSchema(
                json, JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4).getSchema(json, config));
    }

    static JsonNode read(String resource) {
        try (InputStream in = FileSchema.class.getResourceAsStream(resource)) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The keys allowed where a key was refused, by the place in the schema ({@code #/…/additionalProperties}). */
    List<String> allowed(String schemaLocation) {
        String pointer = schemaLocation
                .substring(schemaLocation.indexOf('#') + 1)
                .replaceFirst("/additionalProperties$", "/properties");
        List<String> keys = new ArrayList<>();
        json.at(pointer).fieldNames().forEachRemaining(keys::add);
        return keys;
    }
}
