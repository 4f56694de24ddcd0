package io.wotnotrelay.destination;

import static org.assertj.core.api.Assertions.assertThat;

import io.wotnotrelay.destination.Finding.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckTest {
    @TempDir
    private Path folder;

    private final Properties camel = new Properties();

    private List<Finding> findings() {
        return Check.folder(folder, Samples.settings(folder, camel));
    }

    private List<Finding> of(String steps) throws IOException {
        Samples.route(folder, "a", "wotnot:a", steps);
        return findings();
    }

    private static void one(List<Finding> findings, Severity severity, int line, int column, String... parts) {
        assertThat(findings).singleElement().satisfies(f -> {
            assertThat(f.sentence()).contains(parts);
            assertThat(List.of(f.severity(), f.line(), f.column())).containsExactly(severity, line, column);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "relay.dead_leter | Did you mean 'relay.dead_letter'?",
                "relay.trouble | It makes relay.destination_held, relay.destination_recovered,",
            })
    void anEventThatTheRelayDoesNotMakeIsToldBeforeSomebodyWaitsForIt(String event, String hint) throws IOException {
        Files.writeString(folder.resolve("a.camel.yaml"), """
                - route:
                    from:
                      uri: wotnot:a
                      parameters: { events: %s }
                      steps:
                        - log: "${body.text}"
                """.formatted(event));
        one(findings(), Severity.WARNING, 4, 29, "The relay makes no event '" + event + "'. " + hint);
    }

    @Test
    void aGoodFileHasNoFindings() throws IOException {
        Files.writeString(folder.resolve("a.camel.yaml"), """
                - route:
                    id: sales-alerts
                    from:
                      uri: wotnot:sales-alerts
                      parameters:
                        events: conversation_create, message.form.response
                        retryDelay: 10s
                        rate: 60/1m
                        filter: "${body.visitor.email} != null"
                      steps:
                        - log: "${body.text} ${body.variables[utm source]} ${body.payload.message.text}"
                        - choice:
                            when:
                              - simple: "${body.type} == 'message'"
                                steps:
                                  - setHeader:
                                      name: x
                                      simple: ${body.conversation.labels[0]}
                            otherwise:
                              steps:
                                - stop: {}
                        - delay:
                            constant: 1
                        - to:
                            uri: kamelet:exact-test-sink
                            parameters:
                              first: "New: ${body.conversation.assignee.email}"
                              timeout: 5s
                        - to:
                            uri: http://127.0.0.1:1/x
                            parameters:
                              httpMethod: POST
                """);
        assertThat(findings()).isEmpty();
    }

    @Test
    void anUnknownStepHasItsPlaceAndTheNearestName() throws IOException {
        one(of("- lgo: x"), Severity.ERROR, 5, 11, "'lgo'", "'log'");
    }

    @Test
    void aKeyThatStandsTwiceIsRefused() throws IOException {
        one(of("- to:\n    uri: log:a\n    uri: log:b"), Severity.ERROR, 7, 13, "'uri'", "twice");
    }

    @Test
    void anUnknownOptionOfWotnotHasTheNearestName() throws IOException {
        Files.writeString(
                folder.resolve("a.camel.yaml"),
                "- from:\n    uri: wotnot:a\n    parameters:\n      event: message\n    steps:\n      - to: log:x\n");
        one(findings(), Severity.ERROR, 4, 14, "'event'", "'events'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rate|60|60/1m",
                "rate|0/1m|60/1m",
                "rate|60/1x|60/1m",
                "batch|five|100/5s",
                "startAt|yesterday|beginning",
                "startAt|2026-05-01|2026-05-01T00:00:00Z",
                "order|random|none",
                "concurrency|0|from 1 to 1000",
                "concurrency|many|from 1 to 1000",
                "retries|-1|from 0",
                "retryDelay|soon|10s",
                "retryMaxAge|0s|10s",
                "retrySchedule|30s,,1h|30s,5m,1h",
                "rate|60 per minute|Did you mean '60/1m'?",
                "rate|60/min|Did you mean '60/1m'?",
                "rate|5 / 10 secs|Did you mean '5/10s'?",
                "batch|100 in 5 seconds|Did you mean '100/5s'?",
                "retrySchedule|30 s; 5 min; 1 hour|Did you mean '30s,5m,1h'?",
                "retryDelay|10 Seconds|Did you mean '10s'?",
                "orderEscape|never|15m",
                "orderEscape|15 minutes|Did you mean '15m'?",
                "breakerProbe|half a minute|10s",
                "breakerFailures|0|from 1",
                "breakerFailures|five|from 1",
                "quota|Google Sales|like google-sales"
            })
    void aWrongOptionSaysItsValueAndTheRightForm(String option, String value, String form) throws IOException {
        Files.writeString(
                folder.resolve("a.camel.yaml"),
                "- from:\n    uri: wotnot:a\n    parameters:\n      " + option + ": \"" + value
                        + "\"\n    steps:\n      - to: log:x\n");
        one(findings(), Severity.ERROR, 4, option.length() + 9, option, "'" + value + "'", form);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Sales", "-a", "a_b", "a b", "ä", "a.b"})
    void aWrongNameSaysTheRightForm(String name) throws IOException {
        Samples.route(folder, "a", "\"wotnot:" + name + "\"", "- to: log:x");
        one(findings(), Severity.ERROR, 3, 12, "'" + name + "'", "lower-case");
    }

    @Test
    void anUnknownKameletHasTheNearestName() throws IOException {
        one(of("- to: kamelet:exact-tset-sink"), Severity.ERROR, 5, 15, "'exact-tset-sink'", "'exact-test-sink'");
    }

    @Test
    void anUnknownParameterOfAKameletHasTheNearestName() throws IOException {
        one(
                of("- to:\n    uri: kamelet:exact-test-sink\n    parameters:\n      first: x\n      secnod: y"),
                Severity.ERROR,
                9,
                23,
                "'secnod'",
                "'second'");
    }

    @Test
    void aMissingParameterOfAKameletIsNamed() throws IOException {
        one(
                of("- to: kamelet:exact-test-sink"),
                Severity.ERROR,
                5,
                15,
                "'first'",
                "camel.kamelet.exact-test-sink.first");
    }

    @Test
    void aParameterThatTheSettingsGiveIsNotMissing() throws IOException {
        camel.setProperty("camel.kamelet.exact-test-sink.first", "x");
        assertThat(of("- to: kamelet:exact-test-sink")).isEmpty();
    }

    @Test
    void aValueThatIsNotAmongAParametersChoicesIsRefused() throws IOException {
        one(
                of("- to: kamelet:exact-test-sink?first=x&mode=three"),
                Severity.ERROR,
                5,
                15,
                "mode",
                "'three'",
                "one, other");
    }

    @Test
    void anUnsetPlaceholderNamesItsKey() throws IOException {
        one(
                of("- to:\n    uri: kamelet:exact-test-sink\n    parameters:\n      first: \"{{env:NOT_SET_HERE}}\""),
                Severity.ERROR,
                8,
                22,
                "{{env:NOT_SET_HERE}}",
                "environment variable NOT_SET_HERE");
    }

    @Test
    void anUnreadableSecretFileNamesItsPath() throws IOException {
        one(of("- log: \"{{file:/not/there}}\""), Severity.ERROR, 5, 16, "{{file:/not/there}}", "does not exist");
    }

    @Test
    void anUnknownFieldOfTheEventHasItsPlaceAndTheNearestName() throws IOException {
        one(of("- log: \"Hi ${body.visitor.nmae}!\""), Severity.ERROR, 5, 34, "visitor", "'nmae'", "'name'");
    }

    @Test
    void anUnknownFieldInAParameterOfASinkIsFound() throws IOException {
        one(
                of("- to:\n    uri: kamelet:exact-test-sink\n    parameters:\n      first: \"${body.txt}\""),
                Severity.ERROR,
                8,
                29,
                "'txt'",
                "'text'");
    }

    @Test
    void anUnknownFieldOfAFilterIsFound() throws IOException {
        Files.writeString(
                folder.resolve("a.camel.yaml"),
                "- from:\n    uri: wotnot:a\n    parameters:\n      filter: \"${body.txt} == 'x'\"\n    steps:\n"
                        + "      - to: log:x\n");
        one(findings(), Severity.ERROR, 4, 22, "'txt'", "'text'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${body.variables.anything.at.all}",
                "${body.payload.message.text}",
                "${body.variables[utm source]}",
                "${body.extra.x}",
                "${body.text.length()}",
                "${body.occurredAt}",
                "${body.raw}",
                "${body}",
                "${body.conversation.labels[0]}",
                "${body.toJson()}",
                "${body?.visitor?.name}"
            })
    void whatTheEventHasIsRight(String expression) throws IOException {
        assertThat(of("- log: \"" + expression + "\"")).isEmpty();
    }

    @Test
    void aFieldOfAnotherBodyIsNotChecked() throws IOException {
        assertThat(of("- setBody:\n    simple: ${body.payload}\n- log: \"${body.whatever}\""))
                .isEmpty();
    }

    @Test
    void aBatchHasOtherFields() throws IOException {
        Samples.route(
                folder, "a", "wotnot:a?batch=10/5s", "- log: \"${body.size} ${body.events[0].text} ${body.sise}\"");
        one(findings(), Severity.ERROR, 5, 59, "batch", "'sise'", "'size'");
    }

    @Test
    void aMistakeInSimpleHasItsPlace() throws IOException {
        assertThat(of("- log: \"Hi ${bodyy}\"")).singleElement().satisfies(f -> {
            assertThat(f.sentence()).contains("not Simple").contains("bodyy");
            assertThat(f.line()).isEqualTo(5);
        });
    }

    @Test
    void anUnknownComponentIsNamed() throws IOException {
        one(of("- to: slak:x"), Severity.ERROR, 5, 15, "'slak'", "bin/relay add camel-slak");
    }

    @Test
    void anUnknownOptionOfAComponentHasTheNearestName() throws IOException {
        one(
                of("- to:\n    uri: file:out\n    parameters:\n      fileNaem: x"),
                Severity.ERROR,
                8,
                25,
                "'fileNaem'",
                "'fileName'");
    }

    @Test
    void aWrongValueOfAComponentsOptionIsRefused() throws IOException {
        one(
                of("- to:\n    uri: file:out\n    parameters:\n      flatten: maybe"),
                Severity.ERROR,
                8,
                24,
                "flatten",
                "'maybe'",
                "true or false");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- toD: https://example.com/${body.text}",
                "- toD:\n    uri: https://example.com\n    parameters:\n      q: ${body.text}",
                "- recipientList:\n    simple: ${body.text}",
                "- recipientList:\n    expression:\n      header: x",
                "- routingSlip:\n    simple: ${header.x}",
                "- enrich:\n    simple: http:${body.text}",
                "- wireTap:\n    uri: http://${body.text}"
            })
    void anUriMadeOfEventDataIsRefused(String step) throws IOException {
        assertThat(of(step)).anySatisfy(f -> {
            assertThat(f.severity()).isEqualTo(Severity.ERROR);
            assertThat(f.sentence()).contains("event data");
            assertThat(f.line()).isEqualTo(5);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"- toD: log:x", "- recipientList:\n    constant: log:a,log:b"})
    void anUriOfTheAuthorsOwnIsNot(String step) throws IOException {
        assertThat(of(step)).noneMatch(f -> f.severity() == Severity.ERROR);
    }

    @Test
    void aFileCannotOpenAPort() throws IOException {
        Files.writeString(
                folder.resolve("a.camel.yaml"),
                "- from:\n    uri: platform-http:/x\n    steps:\n      - to: log:x\n"
                        + "- from:\n    uri: wotnot:a\n    steps:\n      - to: log:x\n");
        one(findings(), Severity.ERROR, 2, 10, "platform-http");
        Files.writeString(
                folder.resolve("a.camel.yaml"),
                "- rest:\n    get:\n      - path: /x\n        to: log:x\n"
                        + "- from:\n    uri: wotnot:a\n    steps:\n      - to: log:x\n");
        assertThat(findings()).anySatisfy(f -> assertThat(f.sentence()).contains("rest"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "- to: seda:x|seda",
                "- wireTap:\\n    uri: log:x|wireTap",
                "- threads:\\n    poolSize: 2|threads",
                "- aggregate:\\n    correlationExpression:\\n      constant: x\\n    completionSize: 2\\n    aggregationStrategy: \"#class:org.apache.camel.processor.aggregate.UseLatestAggregationStrategy\"\\n    steps:\\n      - to: log:x|aggregate",
                "- split:\\n    simple: ${body.conversation.labels}\\n    parallelProcessing: true\\n    steps:\\n      - to: log:x|parallel split"
            })
    void whatGoesOnAfterTheRouteIsWarnedOf(String step, String word) throws IOException {
        one(of(step.replace("\\n", "\n")), Severity.WARNING, 5, word.equals("seda") ? 15 : 11, word);
    }

    @Test
    void aSecretInTheOpenIsWarnedOfAndNotShown() throws IOException {
        List<Finding> findings = of(
                "- to:\n    uri: kamelet:exact-test-sink\n    parameters:\n      first: x\n      password: hunter2-hunter2");
        one(findings, Severity.WARNING, 9, 25, "'password'", "{{env:NAME}}");
        assertThat(findings.get(0).sentence()).doesNotContain("hunter2");
    }

    @Test
    void whereATokenComesFromIsNoSecret() throws IOException {
        String login =
                "      tokenUrl: https://auth.example.com/token\n      clientId: relay\n      clientSecret: \"{{relay.data}}\"";
        assertThat(of("- to:\n    uri: kamelet:webhook-sink\n    parameters:\n      url: https://example.com/\n"
                        + login))
                .isEmpty();
    }

    @Test
    void aPasswordInAnAddressIsWarnedOf() throws IOException {
        one(of("- to: https://me:hunter2@example.com/x"), Severity.WARNING, 5, 15, "password");
    }

    @Test
    void aFileWithoutADestinationIsAnError() throws IOException {
        Samples.route(folder, "a", "timer:x", "- to: log:x");
        one(findings(), Severity.ERROR, 0, 0, "wotnot:");
    }

    @Test
    void aFileOfAnotherNameIsWarnedOf() throws IOException {
        Samples.route(folder, "a", "wotnot:a", "- to: log:x");
        Files.writeString(folder.resolve("b.yaml"), "x");
        Files.writeString(folder.resolve("c.yaml.example"), "x");
        one(findings(), Severity.WARNING, 0, 0, ".camel.yaml");
    }

    @Test
    void whatOnlyCamelFindsIsFoundToo() throws IOException {
        assertThat(of("- setBody:\n    constant: x\n- marshal:\n    json:\n      library: Nonsense"))
                .isNotEmpty()
                .allSatisfy(f -> assertThat(f.severity()).isEqualTo(Severity.ERROR));
    }

    @Test
    void aPipeIsADestinationToo() throws IOException {
        Files.writeString(folder.resolve("a.camel.yaml"), """
                apiVersion: camel.apache.org/v1
                kind: Pipe
                metadata:
                  name: pipe
                spec:
                  source:
                    uri: wotnot:piped
                    properties:
                      events: message
                  sink:
                    ref:
                      kind: Kamelet
                      apiVersion: camel.apache.org/v1
                      name: exact-test-sink
                    properties:
                      first: x
                """);
        assertThat(findings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "events: *|15|write all",
                "except: !message|15|'!message'",
                "events: [message, status]|15|commas",
                "filter: ${body.text}: x|28|quotes",
                "rate: {{env:RATE}}|13|\"{{…}}\""
            })
    void whatYamlReadsOtherwiseIsSaidInItsWords(String option, int column, String hint) throws IOException {
        Files.writeString(
                folder.resolve("a.camel.yaml"),
                "- from:\n    uri: wotnot:a\n    parameters:\n      " + option + "\n    steps:\n      - to: log:x\n");
        assertThat(findings()).singleElement().satisfies(f -> {
            assertThat(f.sentence()).contains(hint);
            assertThat(f.line()).isEqualTo(4);
            assertThat(f.column()).isBetween(column - 1, column + 1);
        });
    }

    @Test
    void tabsAreNamed() throws IOException {
        Files.writeString(folder.resolve("a.camel.yaml"), "- from:\n\turi: wotnot:a\n");
        one(findings(), Severity.ERROR, 2, 1, "blanks", "tabs");
    }

    @Test
    void anEventNobodyDocumentsIsWarnedOfWhenAnotherIsNear() throws IOException {
        Samples.route(folder, "a", "wotnot:a?events=message.txt", "- to: log:x");
        one(findings(), Severity.WARNING, 3, 12, "'message.txt'", "'message.text'");
    }

    @Test
    void anEventThatMayBeNewIsNotWarnedOf() throws IOException {
        Samples.route(folder, "a", "wotnot:a?events=satisfaction_survey", "- to: log:x");
        assertThat(findings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "url: example.com/leads|20|webhook-sink: url",
                "url: https://example.com\\n      timeout: soon|24|timeout is \"soon\"",
                "url: https://example.com\\n      secret: hello|23|whsec_",
                "url: https://${body.text}/x|20|host must be written out"
            })
    void whatASinkCannotDoWithIsFoundAndHasItsPlace(String parameters, int column, String sentence) throws IOException {
        String steps =
                "- to:\n    uri: kamelet:webhook-sink\n    parameters:\n      " + parameters.replace("\\n", "\n");
        int line = 8 + (int) parameters.replace("\\n", "\n").lines().count() - 1;
        assertThat(of(steps).stream().filter(f -> f.severity() == Severity.ERROR))
                .singleElement()
                .satisfies(f -> {
                    assertThat(f.sentence()).contains(sentence);
                    assertThat(List.of(f.line(), f.column())).containsExactly(line, column);
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "- bean:\\n    ref: notThere|6|18|notThere",
                "- setBody:\\n    groovy: body.x|6|13|groovy",
                "- marshal:\\n    csv: {}|6|13|csv",
                "- to: direct:nowhere|5|15|direct:nowhere"
            })
    void whatCamelFindsOnlyWhenItStartsIsFoundWithItsPlace(String steps, int line, int column, String name)
            throws IOException {
        one(of(steps.replace("\\n", "\n")), Severity.ERROR, line, column, name);
    }

    @Test
    void aRouteOfNoStepsIsRefused() throws IOException {
        Files.writeString(folder.resolve("a.camel.yaml"), "- from:\n    uri: wotnot:a\n    steps: []\n");
        one(findings(), Severity.ERROR, 3, 12, "No step");
    }

    @Test
    void anIdThatStandsTwiceHasItsPlace() throws IOException {
        String route = "- route:\n    id: twice\n    from:\n      uri: wotnot:%s\n      steps:\n        - to: log:x\n";
        Files.writeString(folder.resolve("a.camel.yaml"), route.formatted("one") + route.formatted("two"));
        one(findings(), Severity.ERROR, 8, 9, "twice");
    }

    @Test
    void aFolderWithTheNameOfAFileIsTold() throws IOException {
        Files.createDirectory(folder.resolve("a.camel.yaml"));
        assertThat(findings())
                .singleElement()
                .satisfies(f -> assertThat(f.sentence()).contains("folder"));
    }
}
