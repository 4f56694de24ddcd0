package io.wotnotrelay.destination;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
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

/**
 * The schema of Camel's YAML DSL that camel-yaml-dsl ships ({@code schema/camelYamlDsl.json}), made as lenient about
 * scalars as Camel is: {@code constant: 5} is a text, {@code "true"} a truth, and a placeholder may stand for anything.
 */
final class DslSchema {
    /** Takes a second to load, so only when the first file is checked. */
    private static final class Loaded {
        static final DslSchema SCHEMA = load();
    }

    private final JsonNode json;
    private final JsonSchema schema;

    private DslSchema(JsonNode json) {
        this.json = json;
        SchemaValidatorsConfig config = SchemaValidatorsConfig.builder()
                .pathType(PathType.JSON_POINTER)
                .locale(Locale.ENGLISH)
                // all of it, unfolded through its recursions, would be 300 MB: only what a file touches
                .preloadJsonSchema(false)
                .build();
        this.schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4).getSchema(json, config);
    }

    static JsonSchema schema() {
        return Loaded.SCHEMA.schema;
    }

    /** The keys allowed where a key was refused, by the place in the schema ({@code #/…/additionalProperties}). */
    static List<String> allowed(String schemaLocation) {
        String pointer = schemaLocation
                .substring(schemaLocation.indexOf('#') + 1)
                .replaceFirst("/additionalProperties$", "/properties");
        List<String> keys = new ArrayList<>();
        Loaded.SCHEMA.json.at(pointer).fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    private static DslSchema load() {
        try (InputStream in = DslSchema.class.getResourceAsStream("/schema/camelYamlDsl.json")) {
            JsonNode json = new ObjectMapper().readTree(in);
            relax(json);
            return new DslSchema(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void relax(JsonNode node) {
        if (node instanceof ObjectNode object) {
            // Not a keyword of this version of JSON schema, but only when it is not the name of a property.
            if (object.path("deprecated").isBoolean()) {
                object.remove("deprecated");
            }
            String type = object.path("type").asText();
            if (type.equals("boolean")) {
                object.put("type", "string").put("pattern", "^(true|false|TRUE|FALSE|True|False)$|\\{\\{");
            } else if (type.equals("number") || type.equals("integer")) {
                object.put("type", "string").put("pattern", "^[-+]?[0-9][0-9_.]*([eE][-+]?[0-9]+)?$|\\{\\{");
            }
        }
        node.forEach(DslSchema::relax);
    }
}
