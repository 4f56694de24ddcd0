package io.wotnotrelay.log.index;

import static io.wotnotrelay.log.Items.await;
import static io.wotnotrelay.log.Items.receipt;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wotnotrelay.config.Settings;
import io.wotnotrelay.event.Event;
import io.wotnotrelay.event.Kind;
import io.wotnotrelay.log.HandClock;
import io.wotnotrelay.log.LogStore;
import io.wotnotrelay.log.NewEvent;
import io.wotnotrelay.log.StoredEvent;
import io.wotnotrelay.log.sqlite.SqliteEventLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Finds each of the documented payloads by what a person would look for. */
class IndexedSamplesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path data;

    private final List<StoredEvent> stored = new ArrayList<>();
    private LogStore log;
    private SqliteEventIndex index;

    @BeforeEach
    void store() throws IOException {
        log = SqliteEventLog.open(
                data, new Settings.Store(null, 0), new Settings.Dedup(Duration.ofHours(48), 1_000), new HandClock());
        for (NewEvent item : samples()) {
            await(log.append(receipt(stored.size() + 1), List.of(item)));
            stored.add(log.find(log.head()).orElseThrow());
        }
        index = SqliteEventIndex.open(data, log);
        Awaitility.await().until(() -> index.lag() == 0);
    }

    @AfterEach
    void close() {
        index.close();
        log.close();
    }

    @Test
    void eachIsFoundByItsId() {
        assertThat(stored)
                .hasSize(28)
                .allSatisfy(e -> assertThat(index.byId(e.id())).hasValue(e.seq()));
    }

    @Test
    void eachIsFoundByItsConversation() {
        assertThat(stored)
                .allSatisfy(e -> assertThat(found(EventQuery.all(100)
                                .conversation(e.event().conversation().key())))
                        .contains(e.seq())
                        .allMatch(s -> event(s).conversation()
                                .key()
                                .equals(e.event().conversation().key())));
    }

    @Test
    void eachIsFoundByItsTypeAndSubtype() {
        assertThat(stored)
                .allSatisfy(e -> assertThat(found(EventQuery.all(100)
                                .type(e.event().type(), e.event().subtype())))
                        .contains(e.seq())
                        .allMatch(s -> event(s).type().equals(e.event().type())));
    }

    @Test
    void eachIsFoundByTheWordsOfItsLine() {
        assertThat(stored)
                .allSatisfy(
                        e -> assertThat(found(EventQuery.all(100).text(e.event().text())))
                                .as(e.event().text())
                                .contains(e.seq()));
    }

    @Test
    void aVisitorIsFoundByNameAddressAndNumber() {
        List<StoredEvent> known =
                stored.stream().filter(e -> e.event().visitor().email() != null).toList();
        assertThat(known)
                .isNotEmpty()
                .allSatisfy(e -> assertThat(found(
                                EventQuery.all(100).text(e.event().visitor().email())))
                        .contains(e.seq()));
    }

    @Test
    void eachIsFoundByWhenItHappened() {
        assertThat(stored).allSatisfy(e -> {
            Instant at = e.event().occurredAt();
            assertThat(found(EventQuery.all(100).occurred(at.toEpochMilli(), at.toEpochMilli() + 1)))
                    .contains(e.seq())
                    .allMatch(s -> event(s).occurredAt().toEpochMilli() == at.toEpochMilli());
        });
    }

    private List<Long> found(EventQuery query) {
        Found found = index.search(query);
        assertThat(found.partial()).isFalse();
        return found.seqs();
    }

    private Event event(long seq) {
        return stored.get((int) seq - 1).event();
    }

    private static List<NewEvent> samples() throws IOException {
        List<NewEvent> out = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/samples"))) {
            for (Path file : files.sorted().toList()) {
                JsonNode item = JSON.readTree(file.toFile()).get("events").get(0);
                out.add(new NewEvent(
                        kind(item), digest(out.size()), item.toString().getBytes(StandardCharsets.UTF_8)));
            }
        }
        return out;
    }

    private static String kind(JsonNode item) {
        String type = item.at("/event/type").asText();
        String subtype = item.at("/event/payload/message/type").asText(null);
        return new Kind(Event.WOTNOT, type, type.equals("message") ? subtype : null).key();
    }

    private static byte[] digest(int n) {
        return ByteBuffer.allocate(16).putLong(n).putLong(~n).array();
    }
}
