package io.wotnotrelay.destination.kamelet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wotnotrelay.destination.ExactTestSink;
import io.wotnotrelay.destination.FakeLanes;
import io.wotnotrelay.destination.context.DestinationContexts;
import io.wotnotrelay.destination.failure.Redaction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ExactParametersTest {
    private static final List<String> NAMES = List.of("first", "second", "timeout", "password", "mode", "count");
    private static final List<String> VALUES = List.of(
            "Q & A",
            "&nbsp;",
            "a&b=c&d",
            "several\nlines\n\nand a blank one\n",
            "#x",
            "#bean:x",
            "#class:java.lang.Thread",
            "%26",
            "100%",
            "a+b",
            "it's",
            "\"quoted\"",
            "'single'",
            "  blanks around  ",
            "\ttab",
            "RAW(x)",
            "RAW{y}",
            "${body.text} and ${header.x}",
            "?a=b;c",
            "a,b;c",
            "back\\slash \\n",
            "ünïcödé 日本 😀 \u200f",
            "",
            "null",
            "<a href=\"https://example.com/?a=1&amp;b=2\">x</a>");

    private final Properties properties = new Properties();
    private final Map<String, String> environment = Map.of("SECRET", "p&ss%w{{x}}+ord ${y}");

    @BeforeEach
    void forget() {
        ExactTestSink.PARAMETERS.clear();
        ExactTestSink.BODIES.clear();
    }

    static Stream<Arguments> valuesOfEveryParameter() {
        return NAMES.stream().flatMap(name -> VALUES.stream().map(value -> Arguments.of(name, value)));
    }

    @ParameterizedTest
    @MethodSource("valuesOfEveryParameter")
    void aValueArrivesExactlyAsItIsWritten(String name, String value) throws Exception {
        assertThat(given(step(name, value))).containsEntry(name, value);
    }

    @ParameterizedTest
    @MethodSource("valuesOfEveryParameter")
    void aValueOfTheKameletStepArrivesExactlyToo(String name, String value) throws Exception {
        String yaml = step(name, value).replace("- to:", "- kamelet:").replace("uri: kamelet:", "name: ");
        assertThat(given(yaml)).containsEntry(name, value);
    }

    @Test
    void aLiteralPlaceholderIsWrittenWithABackslash() throws Exception {
        assertThat(given(step("first", "\\{{name\\}}"))).containsEntry("first", "{{name}}");
    }

    @Test
    void aSecretArrivesAsItIsAndIsNotLookedInto() throws Exception {
        assertThat(given(step("password", "{{env:SECRET}}"))).containsEntry("password", "p&ss%w{{x}}+ord ${y}");
    }

    @Test
    void aSecretThatCamelResolvesIsNotLookedIntoEither() throws Exception {
        given(route("- setBody:\n    constant: \"{{env:SECRET}}\"\n- to: kamelet:exact-test-sink?first=x"));
        assertThat(ExactTestSink.BODIES).containsExactly("p&ss%w{{x}}+ord ${y}");
    }

    @Test
    void aSecretInAnUriArrivesAsItIs() throws Exception {
        assertThat(given(route("- to: kamelet:exact-test-sink?first=x&password={{env:SECRET}}&mode=one")))
                .containsEntry("password", "p&ss%w{{x}}+ord ${y}")
                .containsEntry("mode", "one");
    }

    @Test
    void anUnsetPlaceholderNamesItsKeyAndItsLine() {
        assertThatThrownBy(() -> given(step("password", "{{env:NOT_THERE}}")))
                .hasStackTraceContaining("{{env:NOT_THERE}}")
                .hasStackTraceContaining("Line 10, column 25");
    }

    @Test
    void anOptionalPlaceholderThatIsNotSetLeavesTheDefault() throws Exception {
        assertThat(given(step("second", "{{?not.there}}"))).containsEntry("second", "two");
    }

    @Test
    void listsAndMapsArriveAsListsAndMaps() throws Exception {
        Map<String, Object> given =
                given(route("- to:\n    uri: kamelet:exact-test-sink\n    parameters:\n      first: [a & b, \"c#d\"]\n"
                        + "      second: {k: \" v&w \", n: [1, two]}"));
        assertThat(given)
                .containsEntry("first", List.of("a & b", "c#d"))
                .containsEntry("second", Map.of("k", " v&w ", "n", List.of("1", "two")));
    }

    @Test
    void anUriWithItsParametersInlineWorksAsInCamel() throws Exception {
        assertThat(given(route("- to: kamelet:exact-test-sink?first=one&second=2+2&timeout=5s")))
                .containsEntry("first", "one")
                .containsEntry("timeout", "5s");
    }

    @Test
    void rawInAnUriIsUnwrapped() throws Exception {
        assertThat(given(route("- to: kamelet:exact-test-sink?first=RAW(a&b)&mode=one")))
                .containsEntry("first", "a&b")
                .containsEntry("mode", "one");
    }

    @Test
    void defaultsComeFromThePropertiesAndTheFileBeatsThem() throws Exception {
        properties.setProperty("camel.kamelet.exact-test-sink.first", "from & properties");
        properties.setProperty("camel.kamelet.exact-test-sink.password", "{{env:SECRET}}");
        properties.setProperty("camel.kamelet.exact-test-sink.mode", "one");
        assertThat(given(route("- to:\n    uri: kamelet:exact-test-sink\n    parameters:\n      mode: other")))
                .containsEntry("first", "from & properties")
                .containsEntry("password", "p&ss%w{{x}}+ord ${y}")
                .containsEntry("mode", "other");
    }

    @Test
    void aPipeGivesItsSinkExactValuesToo() throws Exception {
        String pipe = """
                apiVersion: camel.apache.org/v1
                kind: Pipe
                metadata:
                  name: pipe
                spec:
                  source:
                    uri: direct:in
                  sink:
                    ref:
                      kind: Kamelet
                      apiVersion: camel.apache.org/v1
                      name: exact-test-sink
                    properties:
                      first: "Q & A\\nB"
                """;
        assertThat(given(pipe)).containsEntry("first", "Q & A\nB");
    }

    private static String route(String steps) {
        return "- route:\n    from:\n      uri: direct:in\n      steps:\n" + ("\n" + steps).indent(8);
    }

    private static String step(String name, String value) {
        String quoted = "\""
                + value.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\n", "\\n")
                        .replace("\t", "\\t") + "\"";
        String parameters = (name + ": " + quoted).indent(6);
        return route("- to:\n    uri: kamelet:exact-test-sink\n    parameters:\n"
                + (name.equals("first") ? "" : "      first: x\n") + parameters);
    }

    private Map<String, Object> given(String yaml) throws Exception {
        KameletDefinitions kamelets = new KameletDefinitions(getClass().getClassLoader());
        DestinationContexts contexts = new DestinationContexts(properties, environment, Path.of(""), kamelets);
        CamelContext context = contexts.create("test", new FakeLanes(), new Redaction());
        try {
            DestinationContexts.load(context, "test.camel.yaml", yaml.getBytes(StandardCharsets.UTF_8));
            context.start();
            context.createProducerTemplate().sendBody("direct:in", "x");
        } finally {
            context.stop();
        }
        return ExactTestSink.PARAMETERS.get(0);
    }
}
