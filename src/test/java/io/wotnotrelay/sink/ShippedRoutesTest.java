package io.wotnotrelay.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What the shipped destination files give to their sinks is what the sinks take. */
class ShippedRoutesTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "event-log.camel.yaml",
                "webhook.camel.yaml.example",
                "webhook-signed.camel.yaml.example",
                "by-type.camel.yaml.example",
                "email-alert.camel.yaml.example",
                "slack.camel.yaml.example",
                "google-sheet.camel.yaml.example",
                "sql-table.camel.yaml.example",
                "hubspot.camel.yaml.example",
                "kafka.camel.yaml.example",
                "salesforce.camel.yaml.example",
                "zendesk.camel.yaml.example",
                "telegram.camel.yaml.example",
                "teams.camel.yaml.example",
                "s3.camel.yaml.example",
                "relay-alerts.camel.yaml.example"
            })
    void itsSinksStartWithTheirParameters(String file) throws Exception {
        try (FakeGoogle google = new FakeGoogle()) {
            Files.writeString(folder.resolve("key.json"), google.key().toString());
        }
        List<Map<?, ?>> all = sinksOf(Files.readString(Path.of("routes", file)));
        assertThat(all).hasSize(file.startsWith("by-type") ? 4 : 1);
        for (Map<?, ?> to : all) {
            Map<String, Object> parameters = new HashMap<>();
            ((Map<?, ?>) to.get("parameters"))
                    .forEach((name, value) -> parameters.put(name.toString(), resolved(value)));
            try (Sinks sinks = new Sinks().data(folder)) {
                Sinks.Sink sink = sinks.sink(to.get("uri").toString().substring("kamelet:".length()), parameters);

                assertThat(sink.uri()).startsWith(to.get("uri").toString());
            }
        }
    }

    @Test
    void theShortestWebhookHasEightLines() throws Exception {
        assertThat(Files.readAllLines(Path.of("routes/webhook.camel.yaml.example")))
                .hasSize(8);
    }

    private Object resolved(Object value) {
        return value.toString()
                .replace("file:/etc/wotnot-relay/google-key.json", "file:" + folder.resolve("key.json"))
                .replace("{{env:WEBHOOK_SECRET}}", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
                .replace("{{env:TELEGRAM_BOT_TOKEN}}", "123456:ABC-def")
                .replace("{{env:TEAMS_WEBHOOK_URL}}", "https://example.com/workflows/1")
                .replaceAll("\\{\\{env:\\w+}}", "word")
                .replace("{{relay.data}}", "target/data");
    }

    private static List<Map<?, ?>> sinksOf(String yaml) {
        List<Map<?, ?>> found = new ArrayList<>();
        collect(new Load(LoadSettings.builder().build()).loadFromString(yaml), found);
        return found;
    }

    /** Every step {@code to}, wherever it stands. */
    private static void collect(Object node, List<Map<?, ?>> found) {
        if (node instanceof List<?> items) {
            items.forEach(item -> collect(item, found));
        } else if (node instanceof Map<?, ?> fields) {
            if (fields.get("to") instanceof Map<?, ?> to && to.containsKey("uri")) {
                found.add(to);
            }
            fields.values().forEach(value -> collect(value, found));
        }
    }
}
