package io.wotnotrelay.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.wotnotrelay.event.Batch;
import io.wotnotrelay.event.Event;
import io.wotnotrelay.sink.HostileTexts.Hostile;
import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against a real Kafka; the form is that of the CloudEvents specification and its Kafka binding. */
class KafkaTopicSinkTest {
    @TempDir
    private static Path folder;

    private static KafkaServer kafka;
    private static int topics;

    private String topic;
    private Sinks sinks;

    @BeforeAll
    static void start() throws Exception {
        kafka = new KafkaServer(folder, "a\"b\\c");
        kafka.topic("hostile", 1, Map.of());
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @BeforeEach
    void open(TestInfo test) throws Exception {
        topic = "t" + topics++;
        sinks = new Sinks();
        if (!test.getDisplayName().startsWith("[")) {
            kafka.topic(topic, 3, Map.of("max.message.bytes", "50000"));
        }
    }

    @AfterEach
    void close() {
        sinks.close();
    }

    private Sinks.Sink sink(Map<String, ?> more) {
        Map<String, Object> parameters =
                new HashMap<>(Map.of("brokers", kafka.brokers(), "topic", topic, "timeout", "20s"));
        parameters.putAll(more);
        return sinks.sink("kafka-topic-sink", parameters);
    }

    @Test
    void anEventIsACloudEventInBinaryModeKeyedByItsConversation() throws Exception {
        sink(Map.of()).delivers(Sinks.event("Hello", "Ann"));

        ConsumerRecord<byte[], byte[]> record = kafka.records(topic).get(0);
        assertThat(record.key()).asString().isEqualTo("c1");
        assertThat(headers(record))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", "evt_1",
                        "ce_source", "wotnot",
                        "ce_type", "message.text",
                        "ce_subject", "c1",
                        "ce_time", "1970-01-01T00:00:00Z",
                        "ce_partitionkey", "c1",
                        "content-type", "application/json"));
        assertThat(FakeApi.JSON.readTree(record.value()).path("text").asText()).isEqualTo("Hello");
    }

    @Test
    void inStructuredModeTheWholeIsOneJson() throws Exception {
        sink(Map.of("mode", "structured", "body", "{\"said\": \"${body.text}\", \"place\": ${body.seq}}"))
                .delivers(Sinks.event("Hello", "Ann"));

        ConsumerRecord<byte[], byte[]> record = kafka.records(topic).get(0);
        assertThat(headers(record))
                .containsExactly(Map.entry("content-type", "application/cloudevents+json; charset=UTF-8"));
        assertThat(FakeApi.JSON.readTree(record.value())).isEqualTo(FakeApi.JSON.readTree("""
                                {"specversion": "1.0", "id": "evt_1", "source": "wotnot", "type": "message.text",
                                 "datacontenttype": "application/json", "subject": "c1", "time": "1970-01-01T00:00:00Z",
                                 "partitionkey": "c1", "data": {"said": "Hello", "place": 7}}
                                """));
    }

    @Test
    void theEventsOfABatchAreRecordsInTheirOrder() throws Exception {
        List<Event> events = new java.util.ArrayList<>();
        for (int seq = 1; seq <= 200; seq++) {
            events.add(Sinks.numbered(seq));
        }
        sink(Map.of()).delivers(Batch.of(events));

        assertThat(kafka.records(topic))
                .extracting(record -> headers(record).get("ce_id"))
                .containsExactlyElementsOf(events.stream().map(Event::id).toList());
    }

    @Test
    void anEventThatIsTooLargeIsADeadLetterAndTheNextOneGoes() throws Exception {
        Sinks.Sink sink = sink(Map.of());
        for (int length : new int[] {60_000, 2_000_000}) {
            assertThatThrownBy(() -> sink.delivers(Sinks.event("x".repeat(length))))
                    .isInstanceOf(UnfitEventException.class)
                    .hasMessageContaining("max.message.bytes");
        }
        sink.delivers(Sinks.event("Hello"));
        assertThat(kafka.records(topic)).hasSize(1);
    }

    @Test
    void aTopicThatIsNotThereIsToBeMended() {
        mend(Map.of("topic", "no-such-topic", "timeout", "2s"), "no such topic");
    }

    @Test
    void aLoginIsShownAndAWrongOneIsToBeMended() throws Exception {
        Map<String, String> login = Map.of(
                "brokers", kafka.brokersWithLogin(), "username", "relay", "password", "a\"b\\c", "mechanism", "PLAIN");
        sink(login).delivers(Sinks.event("Hello"));
        Map<String, String> scram = new HashMap<>(login);
        scram.remove("mechanism");
        sink(scram).delivers(Sinks.event("Hello"));
        assertThat(kafka.records(topic)).hasSize(2);

        Map<String, String> wrong = new HashMap<>(login);
        wrong.put("password", "geheim");
        mend(wrong, "refused the user name or password");
        wrong.put("mechanism", "SCRAM-SHA-256");
        mend(wrong, "correct mechanism");
    }

    @Test
    void brokersThatCannotBeReachedAreTriedAgain() {
        assertThatThrownBy(() ->
                        sink(Map.of("brokers", "127.0.0.1:1", "timeout", "1s")).delivers(Sinks.event("Hello")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("could not be reached");
        assertThatThrownBy(() -> sink(Map.of("brokers", "nowhere.invalid:9092")).delivers(Sinks.event("Hello")))
                .isInstanceOf(UnknownHostException.class);
    }

    @ParameterizedTest
    @MethodSource("io.wotnotrelay.sink.HostileTexts#table")
    void whateverAVisitorTypesIsAValue(Hostile hostile) throws Exception {
        String text = hostile.text().length() > 100_000 ? hostile.text().substring(0, 100_000) : hostile.text();
        int before = kafka.records("hostile").size();
        sink(Map.of("topic", "hostile", "key", "${body.text}")).delivers(Sinks.event(text));

        ConsumerRecord<byte[], byte[]> record = kafka.records("hostile").get(before);
        JsonNode event = FakeApi.JSON.readTree(record.value());
        assertThat(event.path("text").textValue()).isEqualTo(text);
        String partition = headers(record).getOrDefault("ce_partitionkey", "");
        assertThat(partition).doesNotContainPattern("[\\p{Cc}\\p{Cs}]");
    }

    @Test
    void whatCannotWorkIsSaidWhenTheFileIsChecked() {
        wrong(Map.of("brokers", "kafka.example.com"), "host:port");
        wrong(Map.of("topic", "${body.type}"), "no name of a topic");
        wrong(Map.of("mode", "loud"), "neither binary nor structured");
        wrong(Map.of("username", "a"), "go together");
        wrong(Map.of("options", "acks: 0"), "cannot be set there");
        wrong(Map.of("options", "interceptor.classes: x"), "cannot be set there");
        wrong(Map.of("body", "{"), "not JSON");
    }

    private void wrong(Map<String, String> parameters, String words) {
        assertThatThrownBy(() -> sink(parameters)).hasStackTraceContaining(words);
    }

    private void mend(Map<String, String> parameters, String words) {
        assertThatThrownBy(() -> sink(parameters).delivers(Sinks.event("Hello")))
                .isInstanceOf(MisconfiguredException.class)
                .hasMessageContaining(words)
                .message()
                .doesNotContain("geheim");
    }

    private static Map<String, String> headers(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new HashMap<>();
        StreamSupport.stream(record.headers().spliterator(), false)
                .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        return headers;
    }
}
