package io.wotnotrelay.destination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.wotnotrelay.config.Settings;
import io.wotnotrelay.lane.Result;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Route builders in jars are destination files like any other. */
class PluginsTest {
    @TempDir
    private Path folder;

    private final FakeLanes lanes = new FakeLanes();
    private final Properties camel = new Properties();

    @BeforeEach
    void folders() throws IOException {
        Files.createDirectories(folder.resolve("plugins"));
        Files.createDirectories(folder.resolve("routes"));
    }

    @Test
    void aRouteBuilderGetsItsLaneAndItsEvents() throws IOException {
        jar("leads.jar", source("a", "Leads", "from(\"wotnot:leads?events=message&retries=3\")" + intoFile("leads")));

        open(destinations -> {
            assertThat(destinations.status())
                    .extracting(Destinations.Status::state, Destinations.Status::destinations)
                    .containsExactly(tuple(Destinations.State.RUNNING, List.of("leads")));
            assertThat(lanes.born).containsExactly("leads");
            assertThat(lanes.options.get("leads").retry().retries()).isEqualTo(3);
            assertThat(lanes.deliver("leads", Samples.message(1, "Hi"))).isInstanceOf(Result.Delivered.class);
            assertThat(folder.resolve("leads.txt")).hasContent("Hi leads evt_1");
        });
        assertThat(Check.folder(folder.resolve("routes"), settings())).isEmpty();
    }

    @Test
    void theOtherServiceFileCountsTooAndCommentsInItDoNot() throws IOException {
        Jars.write(
                folder.resolve("plugins/leads.jar"),
                "META-INF/services/org.apache.camel.RoutesBuilder",
                "# ours\n\n  a.One # the first\na.Two\n",
                source("a", "One", "from(\"wotnot:one\").log(\"x\");"),
                source("a", "Two", "from(\"wotnot:two\").log(\"x\");"));

        open(destinations -> assertThat(lanes.open).containsOnlyKeys("one", "two"));
    }

    @Test
    void twoJarsMayHaveClassesOfTheSameName() throws IOException {
        jar("one.jar", source("a", "Leads", "from(\"wotnot:one\")" + intoFile("one")));
        jar("two.jar", source("a", "Leads", "from(\"wotnot:two\")" + intoFile("two")));

        open(destinations -> {
            lanes.deliver("one", Samples.message(1, "Hi"));
            lanes.deliver("two", Samples.message(1, "Ho"));
            assertThat(folder.resolve("one.txt")).hasContent("Hi one evt_1");
            assertThat(folder.resolve("two.txt")).hasContent("Ho two evt_1");
        });
    }

    @Test
    void aLibraryOfTheJarFindsItsPartsByTheThreadsClassLoader() throws IOException {
        jar("leads.jar", source("a", "Leads", """
                        from("wotnot:leads").process(e -> {
                            Thread.currentThread().getContextClassLoader().loadClass("a.Leads");
                        });"""));
        ClassLoader before = Thread.currentThread().getContextClassLoader();

        open(destinations ->
                assertThat(lanes.deliver("leads", Samples.message(1, "Hi"))).isInstanceOf(Result.Delivered.class));
        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
    }

    @Test
    void aSecretIsAPlaceholderAndStaysExactAndUnseen() throws IOException {
        Files.writeString(folder.resolve("secret"), "a&b%c\n");
        camel.setProperty("our.word", "{{file:" + folder.resolve("secret") + "}}");
        jar("leads.jar", source("a", "Leads", """
                from("wotnot:leads").setBody(constant("{{our.word}} {{file:%s}}"))
                    .choice().when(header("none")).throwException(new RuntimeException("x")).end()
                    .toF("file:%s?fileName=secret.txt");""".formatted(folder.resolve("secret"), folder)));

        open(destinations -> {
            assertThat(lanes.deliver("leads", Samples.message(1, "Hi"))).isInstanceOf(Result.Delivered.class);
            assertThat(folder.resolve("secret.txt")).hasContent("a&b%c a&b%c");
        });
    }

    @Test
    void aSecretThatIsNotThereIsToldByNameAndClass() throws IOException {
        jar("leads.jar", source("a", "Leads", "from(\"wotnot:leads\").to(\"log:x?marker={{env:NOT_SET_AT_ALL}}\");"));

        open(destinations ->
                assertThat(reason(destinations)).startsWith("Class a.Leads: ").contains("NOT_SET_AT_ALL"));
    }

    @Test
    void eachMistakeIsToldWithItsClassAndHurtsNobodyElse() throws IOException {
        Files.writeString(folder.resolve("plugins/broken.jar"), "no jar");
        Jars.write(
                folder.resolve("plugins/many.jar"),
                Jars.SERVICE,
                String.join(
                        "\n",
                        "a.Throws",
                        "a.Missing",
                        "a.Plain",
                        "a.Hidden",
                        "a.Nothing",
                        "a.Wrong",
                        "a.Good",
                        "a.Asserts"),
                source("a", "Throws", "throw new IllegalStateException(\"we forgot this\");"),
                source("a", "Asserts", "throw new AssertionError(\"we were wrong\");"),
                "package a; public class Plain {}",
                "package a; public class Hidden extends org.apache.camel.builder.RouteBuilder {"
                        + " Hidden(int x) {} public void configure() {} }",
                source("a", "Nothing", "from(\"direct:x\").log(\"x\");"),
                source("a", "Wrong", "from(\"wotnot:wrong?retris=3\").log(\"x\");"),
                source("a", "Good", "from(\"wotnot:good\").log(\"x\");"));
        Samples.route(folder.resolve("routes"), "yaml", "wotnot:yaml", "- log: x");

        open(destinations -> {
            assertThat(destinations.status().stream()
                            .map(Destinations.Status::reason)
                            .filter(Objects::nonNull))
                    .satisfiesExactlyInAnyOrder(
                            reason -> assertThat(reason).startsWith("It cannot be read as a jar"),
                            reason -> assertThat(reason).contains("Class a.Throws: ", "we forgot this"),
                            reason -> assertThat(reason).contains("Class a.Asserts: ", "we were wrong"),
                            reason -> assertThat(reason)
                                    .contains("Class a.Missing: The class a.Missing is not in its jar"),
                            reason -> assertThat(reason)
                                    .contains("Class a.Plain: ", "no org.apache.camel.builder.RouteBuilder"),
                            reason -> assertThat(reason).contains("Class a.Hidden: ", "public constructor"),
                            reason -> assertThat(reason)
                                    .contains("Class a.Nothing: None of its routes begins with wotnot:"),
                            reason -> assertThat(reason).contains("Class a.Wrong: ", "'retris'", "'retries'"));
            assertThat(lanes.open).containsOnlyKeys("good", "yaml");
        });
        assertThat(Check.folder(folder.resolve("routes"), settings()))
                .hasSize(8)
                .extracting(finding -> finding.file().getFileName().toString())
                .contains("broken.jar", "many.jar");
    }

    @Test
    void aClassThatNeedsALibraryThatIsNotThereIsToldByItsName() throws IOException {
        jar(
                "leads.jar",
                source("a", "Leads", "from(\"wotnot:leads\").log(b.Library.word());"),
                "package b; public class Library { public static String word() { return \"x\"; } }");
        without("leads.jar", "b/Library.class");

        open(destinations ->
                assertThat(reason(destinations)).contains("Class a.Leads: ", "The class b.Library is not in its jar"));
    }

    @Test
    void aNameThatIsTakenIsToldWithBothPlaces() throws IOException {
        Samples.route(folder.resolve("routes"), "yaml", "wotnot:leads", "- log: x");
        jar("leads.jar", source("a", "Leads", "from(\"wotnot:leads\").log(\"x\");"));
        jar("more.jar", source("a", "More", "from(\"wotnot:more\").log(\"x\");"));
        jar("once-more.jar", source("a", "Again", "from(\"wotnot:more\").log(\"x\");"));

        open(destinations -> {
            assertThat(destinations.status().stream()
                            .map(Destinations.Status::reason)
                            .filter(Objects::nonNull))
                    .satisfiesExactly(
                            reason -> assertThat(reason)
                                    .contains("Class a.Leads: The destination 'leads'", "yaml.camel.yaml, line 3, too"),
                            reason -> assertThat(reason)
                                    .contains("Class a.Again: The destination 'more'", "more.jar, class a.More, too"));
            assertThat(lanes.open).containsOnlyKeys("leads", "more");
        });
    }

    @Test
    void noneOpensADoorOrLetsAVisitorWriteAnUri() throws IOException {
        jar("a.jar", source("a", "Door", "from(\"wotnot:a\").log(\"x\"); from(\"platform-http:/x\").log(\"x\");"));
        jar("b.jar", source("a", "Rest", "from(\"wotnot:b\").log(\"x\"); rest(\"/x\").get().to(\"direct:y\");"));
        jar("c.jar", source("a", "Uri", "from(\"wotnot:c\").choice().when(header(\"x\")).toD(\"file:${body.text}\");"));

        open(destinations -> {
            assertThat(destinations.status())
                    .extracting(Destinations.Status::state)
                    .containsOnly(Destinations.State.BROKEN);
            assertThat(destinations.status().get(0).reason()).contains("'platform-http' would open the relay");
            assertThat(destinations.status().get(1).reason()).contains("rest would open the relay");
            assertThat(destinations.status().get(2).reason()).contains("toD must not");
        });
    }

    @Test
    void aFailureIsTheLanesToRetryAndAnErrorHandlerOfItsOwnIsKept() throws IOException {
        jar("a.jar", source("a", "Fails", "from(\"wotnot:fails\").throwException(new java.io.IOException(\"down\"));"));
        jar("b.jar", source("a", "Handles", """
                onException(java.io.IOException.class).handled(true).log("x");
                from("wotnot:handles").throwException(new java.io.IOException("down"));"""));

        open(destinations -> {
            assertThat(lanes.deliver("fails", Samples.message(1, "Hi")))
                    .isInstanceOfSatisfying(
                            Result.Failed.class,
                            failed -> assertThat(failed.failure()).isEqualTo(Result.Failure.TRANSIENT));
            assertThat(lanes.deliver("handles", Samples.message(1, "Hi"))).isInstanceOf(Result.Delivered.class);
        });
    }

    @Test
    void aJarWithoutTheServiceFileIsALibraryAndNoPluginsAreNoMistake() throws IOException {
        Jars.write(folder.resolve("plugins/library.jar"), null, null, "package b; public class Library {}");
        open(destinations -> assertThat(destinations.status()).isEmpty());

        Files.delete(folder.resolve("plugins/library.jar"));
        Files.delete(folder.resolve("plugins"));
        open(destinations -> assertThat(destinations.status()).isEmpty());
    }

    private interface Look {
        void at(Destinations destinations) throws IOException;
    }

    private void open(Look look) throws IOException {
        try (Destinations destinations = new Destinations(settings(), lanes)) {
            destinations.open(folder.resolve("routes"));
            look.at(destinations);
        }
    }

    private static String reason(Destinations destinations) {
        assertThat(destinations.status()).hasSize(1);
        return destinations.status().get(0).reason();
    }

    private void jar(String name, String... sources) throws IOException {
        Matcher first = Pattern.compile("package (\\S+);.*?class (\\w+)", Pattern.DOTALL)
                .matcher(sources[0]);
        assertThat(first.find()).isTrue();
        Jars.write(
                folder.resolve("plugins").resolve(name), Jars.SERVICE, first.group(1) + "." + first.group(2), sources);
    }

    private void without(String jar, String entry) throws IOException {
        Path file = folder.resolve("plugins").resolve(jar);
        try (FileSystem zip = FileSystems.newFileSystem(file)) {
            Files.delete(zip.getPath(entry));
        }
    }

    private static String source(String in, String name, String configure) {
        return """
                package %s;
                public class %s extends org.apache.camel.builder.RouteBuilder {
                    @Override
                    public void configure() throws Exception {
                        %s
                    }
                }
                """.formatted(in, name, configure);
    }

    /** Writes the text, the destination and the delivery into a file, by what the relay tells of them. */
    private String intoFile(String name) {
        return ".setBody(simple(\"${body.text} ${exchangeProperty.relay.destination} evt_${exchangeProperty.relay.attempt}\"))"
                + ".to(\"file:" + folder + "?fileName=" + name + ".txt\");";
    }

    private Settings settings() {
        return PluginSettings.of(folder, camel);
    }
}
