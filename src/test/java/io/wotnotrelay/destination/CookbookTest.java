package io.wotnotrelay.destination;

import static org.assertj.core.api.Assertions.assertThat;

import io.wotnotrelay.event.Event;
import io.wotnotrelay.event.Kind;
import io.wotnotrelay.event.SampleEvents;
import io.wotnotrelay.lane.LaneOptions;
import io.wotnotrelay.lane.Result;
import io.wotnotrelay.log.StoredEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every file of the cookbook passes its check, starts, and delivers each documented event that it wants. */
class CookbookTest {
    private static final Path FOLDER = Path.of("docs/cookbook");

    /** What the documented events do not show: a label with its name, and something that cannot be read. */
    private static final List<SampleEvents.Sample> MORE = List.of(
            new SampleEvents.Sample(
                    "label",
                    new Kind(Event.WOTNOT, "conversation_labels", null),
                    ("{\"event\":{\"type\":\"conversation_labels\",\"payload\":{\"action\":\"added\","
                                    + "\"labels\":[{\"id\":1,\"name\":\"VIP\"}]}},\"conversation\":{\"key\":\"c1\"}}")
                            .getBytes(StandardCharsets.UTF_8)),
            new SampleEvents.Sample("unparsable", Kind.UNPARSABLE, "[1]".getBytes(StandardCharsets.UTF_8)));

    @TempDir
    private static Path shared;

    private static DocumentedWorld world;

    @TempDir
    private Path folder;

    @BeforeAll
    static void open() throws Exception {
        world = new DocumentedWorld(shared);
    }

    @AfterAll
    static void close() throws Exception {
        world.close();
    }

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().toList();
        }
    }

    private static List<StoredEvent> events(LaneOptions lane) {
        List<StoredEvent> events = new ArrayList<>();
        for (SampleEvents.Sample sample :
                Stream.concat(SampleEvents.all().stream(), MORE.stream()).toList()) {
            if (lane.subscription().matches(sample.kind().key())) {
                byte[] digest = new byte[16];
                digest[0] = 1;
                digest[15] = (byte) events.size();
                events.add(new StoredEvent(
                        events.size() + 1, 1_777_629_600_000L, 1, sample.kind().key(), digest, sample.raw()));
            }
        }
        return events;
    }

    @ParameterizedTest
    @MethodSource("files")
    void itDeliversEachDocumentedEventThatItWants(Path file) throws IOException {
        HttpReceiver.run(receiver -> {
            Files.writeString(folder.resolve(file.getFileName()), world.here(Files.readString(file), receiver, folder));
            Properties camel = world.settings();
            assertThat(Check.folder(folder, Samples.settings(folder, camel))).isEmpty();
            FakeLanes lanes = new FakeLanes();
            try (Destinations destinations = new Destinations(Samples.settings(folder, camel), lanes)) {
                destinations.open(folder);
                assertThat(lanes.open).hasSize(1);
                String name = lanes.open.keySet().iterator().next();
                assertThat(file.getFileName().toString()).matches("[0-9]{2}-" + name + "\\.camel\\.yaml");
                List<StoredEvent> wanted = events(lanes.options.get(name)).stream()
                        .filter(event -> lanes.open.get(name).filtered(event) == null)
                        .toList();
                assertThat(wanted).isNotEmpty();
                for (StoredEvent event : wanted) {
                    assertThat(lanes.deliver(name, event)).as(event.kind()).isInstanceOf(Result.Delivered.class);
                }
            }
        });
    }

    @Test
    void thePageNamesEachFileAndThereAreAtLeastTwenty() throws IOException {
        String page = Files.readString(Path.of("docs/destinations.md"));

        assertThat(files())
                .hasSizeGreaterThanOrEqualTo(20)
                .allSatisfy(file -> assertThat(page).contains("(cookbook/" + file.getFileName() + ")"));
    }
}
