package io.wotnotrelay.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wotnotrelay.destination.component.Options;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The JSON schema for editors, made of the description of {@code wotnot:} and those of the Kamelets. */
final class EditorSchema {
    static final Path FILE = Path.of("docs/schema/wotnot-relay.schema.json");

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final String COMPONENT = "/META-INF/io/wotnotrelay/destination/component/wotnot.json";

    private EditorSchema() {}

    static String text() throws IOException {
        ObjectNode root = JSON.createObjectNode();
        root.put("$schema", "http://json-schema.org/draft-07/schema#");
        root.put("title", "Destination files of WotNot Relay");
        root.put("description", "The options of wotnot: and the properties of the relay's sinks.");
        root.put("type", "array");
        root.putObject("items").put("$ref", "#/definitions/any");
        ObjectNode definitions = root.putObject("definitions");
        definitions.set("any", any());
        definitions.set("wotnot", wotnot());
        for (Kamelet kamelet : Kamelet.all()) {
            definitions.set(kamelet.name(), sink(kamelet));
        }
        return JSON.writeValueAsString(root).replace("\r\n", "\n") + "\n";
    }

    /** Whatever stands in a file: an endpoint is known by its uri, wherever it is. */
    private static ObjectNode any() throws IOException {
        ObjectNode any = JSON.createObjectNode();
        any.putObject("items").put("$ref", "#/definitions/any");
        any.putObject("additionalProperties").put("$ref", "#/definitions/any");
        ObjectNode uri = any.putObject("properties").putObject("uri");
        uri.put(
                "description",
                "Where events come from or go to: wotnot:NAME, a sink of the relay, or any Camel component.");
        ArrayNode uris = uri.putArray("anyOf");
        ArrayNode names = uris.addObject().putArray("enum");
        uris.addObject();
        ArrayNode endpoints = any.putArray("allOf");
        endpoints.add(endpoint("^wotnot:", "wotnot", false));
        for (Kamelet kamelet : Kamelet.all()) {
            names.add("kamelet:" + kamelet.name());
            endpoints.add(endpoint("^kamelet:" + kamelet.name() + "([/?]|$)", kamelet.name(), true));
        }
        return any;
    }

    private static ObjectNode endpoint(String pattern, String definition, boolean whole) {
        ObjectNode endpoint = JSON.createObjectNode();
        ObjectNode condition = endpoint.putObject("if");
        condition.put("type", "object").putArray("required").add("uri");
        condition.putObject("properties").putObject("uri").put("type", "string").put("pattern", pattern);
        endpoint.putObject("then")
                .putObject("properties")
                .putObject("parameters")
                .put("$ref", "#/definitions/" + definition);
        return endpoint;
    }

    private static ObjectNode wotnot() throws IOException {
        ObjectNode wotnot = parameters("The options of wotnot:.");
        ObjectNode properties = wotnot.putObject("properties");
        try (InputStream in = EditorSchema.class.getResourceAsStream(COMPONENT)) {
            JsonNode described = JSON.readTree(in).path("properties");
            for (String option : Options.names()) {
                JsonNode one = described.path(option);
                ObjectNode property = properties.putObject(option);
                property.put("description", one.path("description").asText());
                if (one.has("enum")) {
                    property.set("enum", one.path("enum"));
                }
                if (one.has("defaultValue")) {
                    property.set("default", one.path("defaultValue"));
                }
            }
        }
        return wotnot;
    }

    private static ObjectNode parameters(String description) {
        ObjectNode parameters = JSON.createObjectNode();
        return parameters.put("description", description).put("type", "object").put("additionalProperties", false);
    }

    private static ObjectNode sink(Kamelet kamelet) {
        ObjectNode sink = parameters(kamelet.description().strip());
        ObjectNode properties = sink.putObject("properties");
        for (Kamelet.Property property : kamelet.properties()) {
            ObjectNode one = properties.putObject(property.name());
            one.put("description", property.description());
            if (property.standard() != null) {
                one.set("default", JSON.valueToTree(property.standard()));
            }
            if (property.example() != null) {
                one.putArray("examples").add(JSON.<JsonNode>valueToTree(property.example()));
            }
            type(one, property);
        }
        return sink;
    }

    /** A placeholder may stand for anything, so a number or a choice is only offered beside one. */
    private static void type(ObjectNode one, Kamelet.Property property) {
        List<JsonNode> ways = new ArrayList<>();
        if (!property.choices().isEmpty()) {
            ObjectNode choice = JSON.createObjectNode();
            choice.set("enum", JSON.valueToTree(property.choices()));
            ways.add(choice);
        } else if (property.type().matches("integer|number|boolean")) {
            ways.add(JSON.createObjectNode().put("type", property.type()));
        }
        if (!ways.isEmpty()) {
            ways.add(JSON.createObjectNode().put("type", "string").put("pattern", "\\{\\{|^(true|false|[0-9.]+)$"));
            one.set("anyOf", JSON.valueToTree(ways));
        }
    }
}
