package io.wotnotrelay.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wotnotrelay.event.Batch;
import io.wotnotrelay.sink.HostileTexts.Hostile;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class S3ObjectSinkTest {
    private static final String SECRET = "geheim/+=";

    private FakeS3 s3;
    private Sinks sinks;

    @BeforeEach
    void open() throws IOException {
        s3 = new FakeS3("AKIAIOSFODNN7EXAMPLE", SECRET);
        sinks = new Sinks();
    }

    @AfterEach
    void close() {
        sinks.close();
        s3.close();
    }

    private Sinks.Sink sink(Map<String, ?> more) {
        Map<String, Object> parameters = new HashMap<>(Map.of(
                "bucket", "my-bucket",
                "region", "eu-central-1",
                "accessKeyId", "AKIAIOSFODNN7EXAMPLE",
                "secretAccessKey", SECRET,
                "endpoint", s3.url()));
        parameters.putAll(more);
        return sinks.sink("s3-object-sink", parameters);
    }

    private static Batch batch(long from, long to) {
        return Batch.of(java.util.stream.LongStream.rangeClosed(from, to)
                .mapToObj(Sinks::numbered)
                .toList());
    }

    private String only() {
        assertThat(s3.objects).hasSize(1);
        return s3.objects.keySet().iterator().next();
    }

    @Test
    void aBatchIsAnObjectOfLinesAndWrittenAgainTheSameObject() throws Exception {
        Sinks.Sink sink = sink(Map.of());
        sink.delivers(batch(1, 3));
        byte[] first = s3.objects.get(only());
        sink.delivers(batch(1, 3));

        assertThat(s3.puts).isEqualTo(2);
        assertThat(only()).matches("wotnot/1970/01/01/000000000001-3-[0-9a-f]{16}\\.jsonl\\.gz");
        assertThat(s3.objects.get(only())).isEqualTo(first);
        List<String> lines = s3.text(only()).lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(FakeApi.JSON.readTree(lines.get(2)).path("text").asText()).isEqualTo("Number 3");
    }

    @Test
    void anotherBatchIsAnotherObject() throws Exception {
        sink(Map.of()).delivers(batch(1, 3));
        sink(Map.of()).delivers(batch(1, 2));
        sink(Map.of()).delivers(Batch.of(List.of(Sinks.numbered(1), Sinks.numbered(2), Sinks.numbered(4))));
        assertThat(s3.objects).hasSize(3);
    }

    @Test
    void linesAndKeysAreDrawnAsTheRouteSays() throws Exception {
        sink(Map.of("gzip", "false", "prefix", "chats/", "line", "{\"said\": \"${body.text}\"}"))
                .delivers(batch(1, 2));
        assertThat(only()).startsWith("chats/1970/").endsWith(".jsonl");
        assertThat(s3.text(only())).isEqualTo("{\"said\":\"Number 1\"}\n{\"said\":\"Number 2\"}\n");
    }

    @Test
    void whatMayHaveBeenWrittenIsLookedFor() throws Exception {
        Sinks.Sink sink = sink(Map.of());
        sink.delivers(Sinks.numbered(1));
        for (int seq = 1; seq <= 2; seq++) {
            Exchange exchange = new DefaultExchange(sinks.context());
            exchange.setProperty("relay.deliveryId", "evt_" + seq + ".test");
            exchange.getMessage().setBody(Sinks.numbered(seq));
            InDoubt.tell(exchange, true);
            sink.take(exchange);
            assertThat(InDoubt.ends(exchange).values())
                    .containsExactly(seq == 1 ? InDoubt.End.FOUND : InDoubt.End.SENT_AGAIN);
        }
        assertThat(s3.puts).isEqualTo(2);
    }

    @Test
    void aWrongSecretIsToBeMendedAndNotShown() {
        assertThatThrownBy(() -> sink(Map.of("secretAccessKey", "falsch")).delivers(batch(1, 1)))
                .isInstanceOf(MisconfiguredException.class)
                .hasMessageContaining("correct secretAccessKey")
                .message()
                .doesNotContain("falsch", "geheim");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    403 | InvalidAccessKeyId    | correct accessKeyId
                    403 | AccessDenied          | s3:PutObject
                    404 | NoSuchBucket          | correct bucket
                    400 | ExpiredToken          | session token has expired
                    403 | RequestTimeTooSkewed  | clock
                    301 | PermanentRedirect     | set region to eu-west-3
                    400 | AuthorizationHeaderMalformed | set region to eu-west-3
                    """)
    void whatHasToBeMendedIsSaidInPlainWords(int status, String code, String words) {
        s3.once(status, Map.of("x-amz-bucket-region", "eu-west-3"), FakeS3.error(code));
        assertThatThrownBy(() -> sink(Map.of()).delivers(batch(1, 1)))
                .isInstanceOf(MisconfiguredException.class)
                .hasMessageContaining(words)
                .message()
                .doesNotContain("geheim");
    }

    @Test
    void troubleOfS3sOwnPasses() {
        s3.once(503, Map.of(), FakeS3.error("SlowDown"));
        assertThatThrownBy(() -> sink(Map.of()).delivers(batch(1, 1)))
                .isInstanceOfSatisfying(
                        HttpOperationFailedException.class,
                        e -> assertThat(e.getStatusCode()).isEqualTo(503));
        s3.once(400, Map.of(), FakeS3.error("RequestTimeout"));
        assertThatThrownBy(() -> sink(Map.of()).delivers(batch(1, 1))).isInstanceOf(IOException.class);
    }

    @Test
    void aServerThatHangsIsLeftAtTheDeadline() throws Exception {
        try (EvilServer evil = new EvilServer(EvilServer.dripping("HTTP/1.1 200 OK\r\nX-"))) {
            assertThatThrownBy(() -> sink(Map.of("endpoint", evil.url(), "timeout", "300ms"))
                            .delivers(batch(1, 1)))
                    .isInstanceOf(SocketTimeoutException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("io.wotnotrelay.sink.HostileTexts#table")
    void whateverAVisitorTypesIsAValueOnOneLine(Hostile hostile) throws Exception {
        sink(Map.of()).delivers(Sinks.event(hostile.text(), hostile.text()));

        assertThat(s3.text(only())).endsWith("\n").containsOnlyOnce("\n");
        assertThat(FakeApi.JSON.readTree(s3.text(only())).path("text").textValue())
                .isEqualTo(hostile.text());
    }

    @Test
    void whatCannotWorkIsSaidWhenTheFileIsChecked() {
        wrong(Map.of("bucket", "My_Bucket"), "is no name of a bucket");
        wrong(Map.of("region", "${body.text}"), "is no region");
        wrong(Map.of("prefix", "${body.text}/"), "is no beginning of a key");
        wrong(Map.of("prefix", "a/../b/"), "is no beginning of a key");
        wrong(Map.of("prefix", "/a"), "is no beginning of a key");
        wrong(Map.of("secretAccessKey", " "), "secretAccessKey is missing");
        wrong(Map.of("line", "{"), "not JSON");
    }

    private void wrong(Map<String, String> parameters, String words) {
        assertThatThrownBy(() -> sink(parameters)).hasStackTraceContaining(words);
    }
}
