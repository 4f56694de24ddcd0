package io.wotnotrelay.destination;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.wotnotrelay.event.Kind;
import io.wotnotrelay.lane.Result;
import io.wotnotrelay.log.StoredEvent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped example with branches sends each documented event where its comments say. */
class ByTypeRouteTest {
    @TempDir
    private Path folder;

    private final FakeLanes lanes = new FakeLanes();
    private long seq;

    @Test
    void eachEventGoesToTheFileOfItsBranchAndToNoOther() throws IOException {
        Path routes = Files.createDirectories(folder.resolve("routes"));
        Files.copy(Path.of("routes/by-type.camel.yaml.example"), routes.resolve("by-type.camel.yaml"));
        try (Destinations destinations = new Destinations(PluginSettings.of(folder, new Properties()), lanes)) {
            destinations.open(routes);

            deliver("message.form.response", "message", "form.response");
            deliver("conversation_create", "conversation_create", null);
            deliver("note", "note", null);
            deliver("assignee_change", "assignee_change", null);
            deliver("conversation_labels", "conversation_labels", null);
            deliver("status", "status", null);
            deliver("message.text", "message", "text");
            deliver("message.form", "message", "form");
            deliver("message.button.response", "message", "button.response");
            deliver("variables.text", "variables", null);
        }
        assertThat(lines("leads.csv")).hasSize(2).element(1).asString().contains("@");
        assertThat(lines("conversations.csv")).hasSize(2).element(0).isEqualTo("Time,Title,Link");
        assertThat(lines("team.csv"))
                .hasSize(5)
                .anyMatch(line -> line.contains(",note,"))
                .anyMatch(line -> line.contains(",assignee_change,"))
                .anyMatch(line -> line.contains(",conversation_labels,"))
                .anyMatch(line -> line.contains(",status,"));
        assertThat(lines("other.jsonl"))
                .hasSize(4)
                .anyMatch(line -> line.contains("\"subtype\":\"form\""))
                .anyMatch(line -> line.contains("\"type\":\"variables\""));
    }

    private void deliver(String sample, String type, String subtype) throws IOException {
        try (InputStream in = getClass().getResourceAsStream("/samples/" + sample + ".json")) {
            ObjectMapper json = new ObjectMapper();
            byte[] item =
                    json.writeValueAsBytes(json.readTree(in).path("events").path(0));
            byte[] digest = new byte[16];
            digest[15] = (byte) ++seq;
            StoredEvent event =
                    new StoredEvent(seq, 1_777_629_600_000L, 1, new Kind("wotnot", type, subtype).key(), digest, item);
            assertThat(lanes.deliver("by-type", event)).as(sample).isInstanceOf(Result.Delivered.class);
        }
    }

    private List<String> lines(String file) throws IOException {
        return Files.readAllLines(folder.resolve(file));
    }
}
