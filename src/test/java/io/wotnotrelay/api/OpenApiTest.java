package io.wotnotrelay.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The OpenAPI document and the handlers say the same. */
class OpenApiTest {
    private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch", "head", "options");

    private final JsonNode document = new OpenApiContract().document;

    OpenApiTest() throws IOException {}

    @Test
    void otherPeoplesToolsReadTheDocumentWithoutAComplaint() {
        ParseOptions options = new ParseOptions();
        options.setResolve(true);
        SwaggerParseResult read =
                new OpenAPIV3Parser().readContents(OpenApiResource.document().text(), null, options);

        assertThat(read.getMessages()).isEmpty();
        assertThat(read.getOpenAPI().getPaths()).hasSize(document.path("paths").size());
    }

    @Test
    void aMistakeInTheDocumentWouldBeSeen() {
        String broken = OpenApiResource.document().text().replaceFirst("operationId: listEvents", "operationId: []");

        assertThat(new OpenAPIV3Parser().readContents(broken).getMessages()).isNotEmpty();
    }

    @Test
    void everyOperationIsDocumentedAndNoOther() {
        Set<String> documented = new TreeSet<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().fieldNames().forEachRemaining(method -> {
                    if (METHODS.contains(method)) {
                        documented.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey());
                    }
                }));

        assertThat(documented)
                .isEqualTo(Operations.ALL.stream()
                        .map(o -> o.method() + " " + o.path())
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void everyParameterIsDocumentedAndNoOther() {
        for (Operation operation : Operations.ALL) {
            assertThat(parameters(operation, "query"))
                    .as("%s %s", operation.method(), operation.path())
                    .containsExactlyInAnyOrderElementsOf(operation.parameters());
            assertThat(parameters(operation, "path"))
                    .allSatisfy(name -> assertThat(operation.path()).contains("{" + name + "}"));
        }
    }

    @Test
    void wordsOfTheDocumentAreThoseOfTheCode() {
        assertThat(words("DestinationState")).isEqualTo(words(DestinationState.values()));
        assertThat(words("DeliveryState")).isEqualTo(words(DeliveriesResource.State.values()));
        JsonNode verdicts = document.at("/components/schemas/Verdict/properties/verdict/enum");
        assertThat(list(verdicts)).isEqualTo(words(Verdict.Kind.values()));
        assertThat(document.at("/components/parameters/limit/schema/maximum").asInt())
                .isEqualTo(Query.MOST);
    }

    private List<String> words(String schema) {
        return list(document.path("components").path("schemas").path(schema).path("enum"));
    }

    private static List<String> words(Enum<?>[] values) {
        return java.util.Arrays.stream(values).map(Query::word).toList();
    }

    private static List<String> list(JsonNode texts) {
        List<String> out = new ArrayList<>();
        texts.forEach(text -> out.add(text.asText()));
        return out;
    }

    private List<String> parameters(Operation operation, String in) {
        JsonNode path = document.path("paths").path(operation.path());
        List<String> names = new ArrayList<>();
        for (JsonNode list : List.of(
                path.path("parameters"),
                path.path(operation.method().name().toLowerCase(Locale.ROOT)).path("parameters"))) {
            for (JsonNode parameter : list) {
                JsonNode real = parameter.has("$ref")
                        ? document.at(parameter.path("$ref").asText().substring(1))
                        : parameter;
                if (real.path("in").asText().equals(in)) {
                    names.add(real.path("name").asText());
                }
            }
        }
        return names;
    }
}
