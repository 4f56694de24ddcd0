package io.wotnotrelay.destination;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wotnotrelay.destination.Destinations.State;
import io.wotnotrelay.destination.Destinations.Status;
import io.wotnotrelay.event.Batch;
import io.wotnotrelay.event.Event;
import io.wotnotrelay.lane.Delivery;
import io.wotnotrelay.lane.Result;
import io.wotnotrelay.lane.Result.Failed;
import io.wotnotrelay.lane.Result.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class DestinationsTest {
    private static final String SINK =
            "- to:\n    uri: kamelet:exact-test-sink\n    parameters:\n      first: \"Q & A: ${body.text}\"";

    @TempDir
    private Path folder;

    private final Properties camel = new Properties();
    private final FakeLanes lanes = new FakeLanes();
    private Destinations destinations;

    @BeforeEach
    void forget() {
        ExactTestSink.PARAMETERS.clear();
        ExactTestSink.BODIES.clear();
    }

    @AfterEach
    void close() {
        if (destinations != null) {
            destinations.close();
        }
    }

    private List<Status> open() {
        destinations = new Destinations(Samples.settings(folder, camel), lanes);
        destinations.open(folder);
        return destinations.status();
    }

    private Result deliver(String name) {
        return lanes.deliver(name, Samples.message(1, "Hi"));
    }

    @Test
    void aFileRunsAndGetsTheEventAsItsBody() throws IOException {
        Samples.route(folder, "a", "wotnot:sales", SINK);
        assertThat(open()).singleElement().satisfies(s -> {
            assertThat(s.state()).isEqualTo(State.RUNNING);
            assertThat(s.destinations()).containsExactly("sales");
            assertThat(s.reason()).isNull();
        });
        assertThat(lanes.born).containsExactly("sales");
        assertThat(deliver("sales")).isInstanceOf(Result.Delivered.class);
        assertThat(ExactTestSink.PARAMETERS.get(0)).containsEntry("first", "Q & A: ${body.text}");
        assertThat(ExactTestSink.BODIES.get(0))
                .isInstanceOfSatisfying(Event.class, e -> assertThat(e.text()).isEqualTo("Hi"));
    }

    @Test
    void aRouteKnowsItsDeliveryByExchangePropertiesAndGetsNoHeaders() throws IOException {
        Samples.route(
                folder,
                "a",
                "wotnot:sales",
                "- setBody:\n    simple: \"${exchangeProperty.relay.destination} ${exchangeProperty.relay.deliveryId}"
                        + " ${exchangeProperty.relay.attempt} ${exchangeProperty.relay.test} ${headers.size}\"\n"
                        + SINK);
        open();
        lanes.open.get("sales").deliver(new Delivery("sales", List.of(Samples.message(3, "x")), 4, false));
        assertThat(ExactTestSink.BODIES).containsExactly("sales evt_00000000000000000000000000000003.sales 4 false 0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${body.type} == 'message' && ${body.text} == 'a+b 100% #1'",
                "${body.text} == 'a+b 100% #1' || ${body.text} == 'Q & A'"
            })
    void aFilterMeansWhatIsWritten(String filter) throws IOException {
        Files.writeString(
                folder.resolve("a.camel.yaml"),
                "- route:\n    from:\n      uri: wotnot:sales\n      parameters: { filter: \"" + filter
                        + "\", events: message }\n      steps:\n" + SINK.indent(8));
        assertThat(open()).singleElement().satisfies(s -> assertThat(s.reason()).isNull());
        assertThat(Check.folder(folder, Samples.settings(folder, camel))).isEmpty();
        assertThat(lanes.open.get("sales").filtered(Samples.message(1, "a+b 100% #1")))
                .isNull();
        assertThat(lanes.open.get("sales").filtered(Samples.message(2, "x"))).isNotNull();
    }

    @Test
    void aBatchIsTheBodyOfALaneWithBatch() throws IOException {
        Samples.route(folder, "a", "wotnot:sales?batch=10/5s", SINK);
        open();
        lanes.deliver("sales", Samples.message(1, "a"), Samples.message(2, "b"));
        assertThat(ExactTestSink.BODIES.get(0)).isInstanceOfSatisfying(Batch.class, b -> {
            assertThat(b.size()).isEqualTo(2);
            assertThat(b.events()).extracting(Event::text).containsExactly("a", "b");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java.lang.String",
                "byte[]",
                "java.io.InputStream",
                "com.fasterxml.jackson.databind.JsonNode",
                "java.util.Map"
            })
    void anEventConvertsToItsJson(String type) throws Exception {
        Samples.route(folder, "a", "wotnot:sales", "- convertBodyTo:\n    type: " + type + "\n" + SINK);
        open();
        assertThat(deliver("sales")).isInstanceOf(Result.Delivered.class);
        assertThat(tree(ExactTestSink.BODIES.get(0)))
                .isEqualTo(new ObjectMapper()
                        .readTree(Samples.message(1, "Hi").event().toJson()));
    }

    private static JsonNode tree(Object body) throws IOException {
        ObjectMapper json = new ObjectMapper();
        if (body instanceof java.io.InputStream in) {
            return json.readTree(in);
        }
        if (body instanceof byte[] bytes) {
            return json.readTree(bytes);
        }
        return body instanceof String text ? json.readTree(text) : json.valueToTree(body);
    }

    @Test
    void anEventIsWrittenToAFileAsItsJson() throws IOException {
        Path out = folder.resolve("out");
        Samples.route(
                folder,
                "a",
                "wotnot:sales",
                "- to:\n    uri: file:" + out + "\n    parameters:\n      fileName: e.json");
        open();
        assertThat(deliver("sales")).isInstanceOf(Result.Delivered.class);
        assertThat(Files.readString(out.resolve("e.json")))
                .isEqualTo(Samples.message(1, "Hi").event().toJson());
    }

    @Test
    void aFalseFilterSaysTheExpressionAndTheValue() throws IOException {
        Samples.route(folder, "a", "wotnot:sales?filter=${body.text} == 'Hello'", SINK);
        open();
        assertThat(lanes.open.get("sales").filtered(Samples.message(1, "Hello")))
                .isNull();
        assertThat(lanes.open.get("sales").filtered(Samples.message(1, "Bye")))
                .isEqualTo("${body.text} == 'Hello' → false (${body.text} = 'Bye')");
    }

    @Test
    void aFilterOfOneValueIsFalseWithoutIt() throws IOException {
        Samples.route(folder, "a", "wotnot:sales?filter=${body.visitor.email}", SINK);
        open();
        assertThat(lanes.open.get("sales").filtered(Samples.message(1, "Hello")))
                .isEqualTo("${body.visitor.email} → false (${body.visitor.email} = nothing)");
    }

    @Test
    void aFailedRouteSaysWhyWithoutTheEvent() throws IOException {
        Samples.route(folder, "a", "wotnot:sales", "- setBody:\n    simple: ${body.text.substring(5)}\n- to: mock:x");
        open();
        assertThat(deliver("sales")).isInstanceOfSatisfying(Failed.class, f -> {
            assertThat(f.failure()).isEqualTo(Failure.BAD_EVENT);
            assertThat(f.cause())
                    .contains("fails on this event")
                    .doesNotContain("Hi")
                    .doesNotContain("evt_");
        });
    }

    @Test
    void aFailureIsNotLoggedByCamelWhichWouldPrintTheEvent() throws IOException {
        Samples.route(
                folder,
                "a",
                "wotnot:sales",
                "- throwException:\n    exceptionType: java.io.IOException\n    message: \"${body}\"");
        open();
        assertThat(logged(() -> assertThat(deliver("sales")).isInstanceOf(Failed.class)))
                .isEmpty();
    }

    @Test
    void aStepLogSpeaksInTheNameOfItsFile() throws IOException {
        Samples.route(folder, "to.office", "wotnot:sales", "- log: \"got ${body.text}\"");
        open();
        assertThat(logged(() -> deliver("sales"))).containsExactly("to-office: got Hi");
    }

    private static List<String> logged(Runnable during) {
        List<String> lines = new CopyOnWriteArrayList<>();
        Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                lines.add(event.getLoggerName() + ": " + event.getFormattedMessage());
            }
        };
        appender.start();
        root.addAppender(appender);
        ((Logger) LoggerFactory.getLogger("to-office")).setLevel(ch.qos.logback.classic.Level.INFO);
        try {
            during.run();
        } finally {
            root.detachAppender(appender);
        }
        return lines;
    }

    @Test
    void anErrorOfARouteIsABadEventAndNotTheEndOfTheLane() throws IOException {
        Samples.route(
                folder,
                "a",
                "wotnot:sales",
                "- throwException:\n    exceptionType: java.lang.IllegalStateException\n    message: broken");
        open();
        assertThat(deliver("sales")).isInstanceOf(Failed.class);
        assertThat(deliver("sales")).isInstanceOf(Failed.class);
    }

    @Test
    void aHandledExceptionCountsAsDelivered() throws IOException {
        Files.writeString(folder.resolve("a.camel.yaml"), """
                - onException:
                    exception: [java.lang.IllegalStateException]
                    handled: {constant: true}
                    steps:
                      - log: "handled"
                - route:
                    from:
                      uri: wotnot:sales
                      steps:
                        - throwException: {exceptionType: java.lang.IllegalStateException, message: x}
                """);
        open();
        assertThat(deliver("sales")).isInstanceOf(Result.Delivered.class);
    }

    @Test
    void anExceptionInAKameletReachesTheFilesOwnErrorHandler() throws IOException {
        Files.writeString(folder.resolve("a.camel.yaml"), """
                - errorHandler:
                    deadLetterChannel:
                      deadLetterUri: mock:dead
                - route:
                    from:
                      uri: wotnot:sales
                      steps:
                        - to: kamelet:failing-test-sink
                """);
        open();
        assertThat(deliver("sales")).isInstanceOf(Result.Delivered.class);
    }

    @Test
    void anExceptionInAKameletFailsTheDelivery() throws IOException {
        Samples.route(folder, "a", "wotnot:sales", "- to: kamelet:failing-test-sink");
        open();
        assertThat(deliver("sales")).isInstanceOfSatisfying(Failed.class, f -> {
            assertThat(f.failure()).isEqualTo(Failure.TRANSIENT);
            assertThat(f.cause()).isEqualTo("IllegalStateException: it fails");
        });
    }

    @Test
    void twoRoutesOfAFileAreTwoDestinations() throws IOException {
        Files.writeString(
                folder.resolve("a.camel.yaml"),
                "- from:\n    uri: wotnot:one\n    steps:\n      - to: mock:x\n"
                        + "- from:\n    uri: wotnot:two\n    steps:\n      - to: mock:x\n");
        assertThat(open().get(0).destinations()).containsExactly("one", "two");
        assertThat(lanes.open).containsOnlyKeys("one", "two");
    }

    @Test
    void ofTwoFilesWithOneNameTheSecondIsRefusedAndBothAreNamed() throws IOException {
        Samples.route(folder, "a", "wotnot:sales", SINK);
        Samples.route(folder, "b", "wotnot:sales", SINK);
        List<Status> status = open();
        assertThat(status).extracting(Status::state).containsExactly(State.RUNNING, State.BROKEN);
        assertThat(status.get(1).reason()).contains("a.camel.yaml").contains("b.camel.yaml");
        assertThat(status.get(1).line()).isEqualTo(3);
    }

    @Test
    void aNameInAnotherCaseIsTheSameName() throws IOException {
        Samples.route(folder, "a", "wotnot:sales", SINK);
        Samples.route(folder, "b", "wotnot:Sales", SINK);
        assertThat(open()).extracting(Status::state).containsExactly(State.RUNNING, State.BROKEN);
        assertThat(Check.folder(folder, Samples.settings(folder, camel)))
                .anySatisfy(
                        f -> assertThat(f.sentence()).contains("a.camel.yaml").contains("b.camel.yaml"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   \n",
                "# nothing\n",
                "- route:\n    from:\n      uri: wotnot:b\n      ste",
                "- route: [",
                "hello",
                "{}",
                "[]",
                "- from:\n    uri: wotnot:b\n   steps: []\n",
                "\u0000",
                "a: &a [*a]",
                "---\n- a\n---\n- b\n",
                "- to: log:x\n  to: log:y"
            })
    void aBrokenFileStopsNoOther(String broken) throws IOException {
        Files.writeString(folder.resolve("b.camel.yaml"), broken);
        assertOnlyTheOthersRun();
    }

    @Test
    void aDeepFileStopsNoOther() throws IOException {
        Files.writeString(folder.resolve("b.camel.yaml"), "[".repeat(20_000));
        assertOnlyTheOthersRun();
    }

    @Test
    void aLargeFileStopsNoOther() throws IOException {
        Files.writeString(folder.resolve("b.camel.yaml"), "# " + "x".repeat(2_000_000));
        assertOnlyTheOthersRun();
    }

    @Test
    void aBombOfAliasesStopsNoOther() throws IOException {
        StringBuilder bomb = new StringBuilder("- a0: &a0 [x, x]\n");
        for (int i = 1; i < 25; i++) {
            bomb.append("- a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
        }
        Files.writeString(folder.resolve("b.camel.yaml"), bomb);
        assertOnlyTheOthersRun();
    }

    @Test
    void bytesThatAreNoTextStopNoOther() throws IOException {
        Files.write(folder.resolve("b.camel.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
        assertOnlyTheOthersRun();
    }

    @Test
    void aLinkOutOfTheFolderStopsNoOther(@TempDir Path elsewhere) throws IOException {
        Path real = Samples.route(elsewhere, "x", "wotnot:b", SINK);
        Files.createSymbolicLink(folder.resolve("b.camel.yaml"), real);
        assertOnlyTheOthersRun();
    }

    @Test
    void aLinkToNowhereStopsNoOther() throws IOException {
        Files.createSymbolicLink(folder.resolve("b.camel.yaml"), folder.resolve("not-there"));
        assertOnlyTheOthersRun();
    }

    @Test
    void aFileWithoutPermissionStopsNoOther() throws IOException {
        Path file = Samples.route(folder, "b", "wotnot:b", SINK);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        Samples.route(folder, "a", "wotnot:a", SINK);
        // Whoever is root may read it nevertheless.
        State expected = Files.isReadable(file) ? State.RUNNING : State.BROKEN;
        assertThat(open()).extracting(Status::state).containsExactly(State.RUNNING, expected);
    }

    @Test
    void aFileThatCannotBeStartedStopsNoOtherAndItsLaneIsBorn() throws IOException {
        Samples.route(folder, "b", "wotnot:b", "- to: bean:notThere");
        assertOnlyTheOthersRun();
        assertThat(lanes.born).contains("b");
    }

    private void assertOnlyTheOthersRun() throws IOException {
        Samples.route(folder, "a", "wotnot:a", SINK);
        Samples.route(folder, "c", "wotnot:c", SINK);
        List<Status> status = open();
        assertThat(status).extracting(Status::state).containsExactly(State.RUNNING, State.BROKEN, State.RUNNING);
        assertThat(status.get(1).reason()).isNotBlank().doesNotContain("\n");
        assertThat(lanes.open).containsOnlyKeys("a", "c");
        assertThat(deliver("a")).isInstanceOf(Result.Delivered.class);
    }

    @Test
    void everyFileHasComponentsOfItsOwnWithTheSettingsOfAll() throws IOException {
        camel.setProperty("camel.component.http.user-agent", "relay & co");
        camel.setProperty("camel.kamelet.exact-test-sink.second", "for all");
        Samples.route(folder, "a", "wotnot:a", SINK);
        Samples.route(folder, "b", "wotnot:b", SINK);
        open();
        deliver("a");
        deliver("b");
        assertThat(ExactTestSink.PARAMETERS)
                .hasSize(2)
                .allSatisfy(p -> assertThat(p).containsEntry("second", "for all"));
    }

    @Test
    void stoppingClosesTheLanes() throws IOException {
        Samples.route(folder, "a", "wotnot:a", SINK);
        open();
        destinations.close();
        assertThat(lanes.open).isEmpty();
    }

    @Test
    void aSecretOfTheFileIsNotShownInACause() throws IOException {
        Path secret = Files.write(folder.resolve("secret"), "hunter2-hunter2\n".getBytes(StandardCharsets.UTF_8));
        Samples.route(
                folder,
                "a",
                "wotnot:a",
                "- to:\n    uri: kamelet:exact-test-sink\n    parameters:\n      first: x\n      password: \"{{file:"
                        + secret
                        + "}}\"\n- throwException:\n    exceptionType: java.io.IOException\n    message: no hunter2-hunter2 here");
        open();
        assertThat(deliver("a"))
                .isInstanceOfSatisfying(Failed.class, f -> assertThat(f.cause()).isEqualTo("IOException: no ••• here"));
        assertThat(ExactTestSink.PARAMETERS.get(0)).containsEntry("password", "hunter2-hunter2");
    }
}
