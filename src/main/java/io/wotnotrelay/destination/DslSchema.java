package io.wotnotrelay.destination;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The schema of Camel's YAML DSL that camel-yaml-dsl ships ({@code schema/camelYamlDsl.json}), made as lenient about
 * scalars as Camel is: {@code constant: 5} is a text, {@code "true"} a truth, and a placeholder may stand for anything.
 */
final class DslSchema {
    private DslSchema() {}

    /** Takes a second to load, so only when the first file is checked. */
    private static final class Loaded {
        static final FileSchema SCHEMA = load();
    }

    static FileSchema schema() {
        return Loaded.SCHEMA;
    }

    private static FileSchema load() {
        JsonNode json = FileSchema.read("/schema/camelYamlDsl.json");
        relax(json);
        return FileSchema.of(json);
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
