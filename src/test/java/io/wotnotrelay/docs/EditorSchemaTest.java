package io.wotnotrelay.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The JSON schema for editors says what the Kamelets and {@code wotnot:} say. With {@code -Pdocs} it is written first. */
class EditorSchemaTest {
    private static final YAMLMapper YAML = new YAMLMapper();

    private static JsonSchema schema() throws IOException {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(EditorSchema.text());
    }

    @Test
    void theFileIsMadeOfTheDescriptions() throws IOException {
        if ("write".equals(System.getProperty("relay.docs"))) {
            Files.createDirectories(EditorSchema.FILE.getParent());
            Files.writeString(EditorSchema.FILE, EditorSchema.text());
        }
        String stale = EditorSchema.FILE + " is out of date; " + SinkPage.COMMAND + " writes it anew";

        assertThat(EditorSchema.FILE).as(stale).exists();
        assertThat(Files.readString(EditorSchema.FILE)).as(stale).isEqualTo(EditorSchema.text());
    }

    @Test
    void everyFileThatIsShippedFits() throws IOException {
        List<Path> files = new ArrayList<>();
        for (String folder : List.of("routes", "docs/cookbook")) {
            try (Stream<Path> all = Files.list(Path.of(folder))) {
                all.filter(file -> file.toString().contains(".camel.yaml")).forEach(files::add);
            }
        }
        JsonSchema schema = schema();

        assertThat(files)
                .hasSizeGreaterThan(25)
                .allSatisfy(file -> assertThat(schema.validate(YAML.readTree(Files.readString(file))))
                        .isEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "uri: wotnot:a|events: note|",
                "uri: wotnot:a|evnts: note|evnts",
                "uri: wotnot:a|order: none|",
                "uri: wotnot:a|order: random|random",
                "uri: kamelet:webhook-sink|url: https://example.com|",
                "uri: kamelet:webhook-sink|ulr: https://example.com|ulr",
                "uri: kamelet:webhook-sink|method: GET|method",
                "uri: kamelet:webhook-sink|method: '{{env:METHOD}}'|",
                "uri: kamelet:email-alert-sink|port: many|port",
                "uri: kamelet:email-alert-sink|port: 587|",
                "uri: log:x|whatever: 1|",
            })
    void whatIsMistypedIsMarkedWhereverTheEndpointStands(String uri, String parameter, String marked)
            throws IOException {
        JsonNode file = YAML.readTree("- route:\n    steps:\n      - choice:\n          when:\n            - steps:\n"
                + "                - to:\n                    " + uri + "\n                    parameters:\n"
                + "                      " + parameter + "\n");

        Set<ValidationMessage> found = schema().validate(file);

        if (marked == null) {
            assertThat(found).isEmpty();
        } else {
            assertThat(found).isNotEmpty();
            assertThat(found.toString()).contains(marked.equals("random") ? "order" : marked);
        }
    }
}
