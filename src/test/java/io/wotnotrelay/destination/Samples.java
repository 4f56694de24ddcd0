package io.wotnotrelay.destination;

import io.wotnotrelay.config.Settings;
import io.wotnotrelay.event.Kind;
import io.wotnotrelay.log.StoredEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;

/** Settings, files and events for the tests of this room. */
public final class Samples {
    private Samples() {}

    /** Settings of nothing but Camel's keys. */
    public static Settings settings(Path folder, Properties camel) {
        Settings.Store store = new Settings.Store("jdbc:sqlite:" + folder.resolve("relay.db"), 0);
        Settings.Console console = new Settings.Console("127.0.0.1", 0, "test");
        Settings.Dedup dedup = new Settings.Dedup(Duration.ofHours(1), 10);
        Settings.Retention retention = new Settings.Retention(Duration.ofDays(1), 1 << 30, Duration.ofDays(1));
        return new Settings(folder, folder, null, console, store, dedup, retention, camel);
    }

    /** Writes a file with a route that begins with this and has these steps. */
    public static Path route(Path folder, String file, String from, String steps) throws IOException {
        String yaml = "- route:\n    from:\n      uri: " + from + "\n      steps:\n" + steps.indent(8);
        return Files.writeString(folder.resolve(file + ".camel.yaml"), yaml);
    }

    /** A form that a visitor has filled in, with an address, at this place of the log. */
    public static StoredEvent filled(long seq) {
        StoredEvent message = message(seq, "");
        String raw = """
                {"event": {"type": "message", "payload": {"message_by": {"type": "visitor"},
                  "message": {"type": "form.response", "payload": {"fields": [
                    {"label": "Name", "variable": "name", "type": "text", "value": "Ann"},
                    {"label": "Email", "variable": "email", "type": "email", "value": "ann@example.com"}]}}}},
                 "conversation": {"key": "c1", "id": 7}, "visitor": {"key": "v1", "id": 8},
                 "timestamp": "2023-09-01 14:13:45.503552"}
                """;
        return new StoredEvent(
                seq,
                message.receivedAt(),
                1,
                new Kind("wotnot", "message", "form.response").key(),
                message.digest(),
                raw.getBytes(StandardCharsets.UTF_8));
    }

    /** A message of a visitor with this text, at this place of the log. */
    public static StoredEvent message(long seq, String text) {
        byte[] digest = new byte[16];
        digest[15] = (byte) seq;
        String raw = """
                {"event": {"type": "message", "payload": {"message_by": {"type": "visitor"},
                  "message": {"type": "text", "text": "%s"}}},
                 "conversation": {"key": "c1", "id": 7}, "visitor": {"key": "v1", "id": 8},
                 "timestamp": "2023-09-01 14:13:45.503552"}
                """.formatted(text);
        return new StoredEvent(
                seq,
                1_777_629_600_000L,
                1,
                new Kind("wotnot", "message", "text").key(),
                digest,
                raw.getBytes(StandardCharsets.UTF_8));
    }
}
