package io.wotnotrelay.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Map;

/** Holds answers against the OpenAPI document: its schemas are JSON Schema 2020-12. */
final class OpenApiContract {
    private static final ObjectMapper JSON = new ObjectMapper();
    final JsonNode document;

    OpenApiContract() throws IOException {
        document = new YAMLMapper().readTree(OpenApiResource.document().text());
    }

    /** Fails unless this is what the document says of the path. */
    void check(String method, String path, HttpResponse<String> answer) throws IOException {
        String type = answer.headers().firstValue("content-type").orElse("");
        if (answer.statusCode() != 200 && answer.statusCode() != 202) {
            assertThat(type).isEqualTo("application/problem+json");
            validate("Problem", answer.body());
            return;
        }
        JsonNode content = operation(method, path)
                .path("responses")
                .path(Integer.toString(answer.statusCode()))
                .path("content");
        assertThat(content.has(type))
                .as("%s %s answers %s, documented is %s", method, path, type, content)
                .isTrue();
        String ref = content.path(type).path("schema").path("$ref").asText();
        if (!ref.isEmpty()) {
            validate(ref.substring(ref.lastIndexOf('/') + 1), answer.body());
        }
    }

    private JsonNode operation(String method, String path) {
        String wanted = path.replaceFirst("\\?.*", "");
        for (Map.Entry<String, JsonNode> entry : document.path("paths").properties()) {
            if (wanted.matches(entry.getKey().replaceAll("\\{\\w+}", "[^/]+").replace(".", "\\."))) {
                return entry.getValue().path(method.toLowerCase(java.util.Locale.ROOT));
            }
        }
        throw new AssertionError(path + " is not in the document");
    }

    private void validate(String name, String body) throws IOException {
        ObjectNode schema = JSON.createObjectNode().put("$ref", "#/components/schemas/" + name);
        schema.set("components", document.path("components"));
        var validator = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(
                        schema,
                        SchemaValidatorsConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build());
        assertThat(validator.validate(JSON.readTree(body)))
                .as("%s: %s", name, body)
                .isEmpty();
    }
}
