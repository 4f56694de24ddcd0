package io.wotnotrelay.destination;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Kaoto opens every file that is shipped: each fits Camel's own schema of the YAML DSL, which Kaoto takes from this
 * version of Camel, to the letter and not as leniently as the check reads it.
 */
class ShippedShapeTest {
    private static final FileSchema DSL = FileSchema.of(FileSchema.read("/schema/camelYamlDsl.json"));
    private static final YAMLMapper YAML = new YAMLMapper();

    static List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        for (String folder : List.of("routes", "docs/cookbook", "src/main/resources/kamelets")) {
            try (Stream<Path> all = Files.list(Path.of(folder))) {
                all.filter(file -> file.toString().contains(".yaml")).sorted().forEach(files::add);
            }
        }
        return files;
    }

    @ParameterizedTest
    @MethodSource("files")
    void itFitsTheSchemaOfTheYamlDsl(Path file) throws IOException {
        JsonNode tree = YAML.readTree(Files.readString(file));

        assertThat(DSL.schema().validate(tree.path("kind").isTextual() ? template(tree) : tree))
                .isEmpty();
    }

    /** What a Kamelet does, as a file of its own would say it. */
    private static JsonNode template(JsonNode kamelet) {
        JsonNode from = kamelet.at("/spec/template/from");
        assertThat(from.isObject()).isTrue();
        return JsonNodeFactory.instance
                .arrayNode()
                .add(JsonNodeFactory.instance.objectNode().set("from", from));
    }

    @Test
    void thereAreFilesOfEachKind() throws IOException {
        assertThat(files())
                .hasSizeGreaterThan(50)
                .anyMatch(file -> file.toString().endsWith(".kamelet.yaml"))
                .anyMatch(file -> file.toString().endsWith(".example"));
    }
}
