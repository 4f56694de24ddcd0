package io.wotnotrelay.destination;

import static org.assertj.core.api.Assertions.assertThat;

import io.wotnotrelay.docs.Blocks;
import io.wotnotrelay.docs.Blocks.Block;
import io.wotnotrelay.docs.Kamelet;
import io.wotnotrelay.docs.SinkPage;
import io.wotnotrelay.lane.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** Every route that the documents show, and every example of a sink's parameter, passes the check, starts and delivers. */
class DocumentedRoutesTest {
    /** YAML of other programs, by page and first line: what stands here is not run. */
    private static final Map<String, Set<String>> NOT_OURS = Map.of();

    /** Parameters that make sense together only. */
    private static final List<Set<String>> TOGETHER =
            List.of(Set.of("username", "password"), Set.of("tokenUrl", "clientId", "clientSecret"));

    /** Parameters that stand in place of those of the smallest example. */
    private static final Map<String, Set<String>> INSTEAD = Map.of("webhookUrl", Set.of("botToken", "channel"));

    private static final Set<String> OF_A_LOGIN = Set.of("scope", "clientAuthentication");

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

    /** A route of a document, of a shipped file, or made of an example. */
    record Yaml(String where, String text) {
        @Override
        public String toString() {
            return where;
        }
    }

    static Stream<Yaml> all() throws IOException {
        List<Yaml> all = new ArrayList<>();
        for (Block block : Blocks.all()) {
            if (block.yaml() && !notOurs(block)) {
                all.add(new Yaml(block.toString(), block.route() ? block.text() : route(sink(block), block.text())));
            }
        }
        try (Stream<Path> shipped = Files.list(Path.of("routes"))) {
            shipped.filter(file -> file.toString().contains(".camel.yaml")).forEach(file -> all.add(yaml(file)));
        }
        for (Kamelet kamelet : Kamelet.all()) {
            kamelet.properties().forEach(property -> all.add(example(kamelet, property.name())));
        }
        return all.stream();
    }

    private static Yaml yaml(Path file) {
        try {
            return new Yaml(file.toString(), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean notOurs(Block block) {
        return NOT_OURS.getOrDefault(block.page().toString(), Set.of())
                .contains(block.text().lines().findFirst().orElse(""));
    }

    /** On the page of a sink, what is not a route is given to that sink. */
    private static Kamelet sink(Block block) throws IOException {
        return Kamelet.all().stream()
                .filter(kamelet -> block.page().equals(SinkPage.FOLDER.resolve(kamelet.name() + ".md")))
                .findFirst()
                .orElseThrow(
                        () -> new AssertionError(block + " is YAML and no route: make it one, or name it in NOT_OURS"));
    }

    private static Yaml example(Kamelet kamelet, String property) {
        Set<String> names = new LinkedHashSet<>(Set.of(property));
        TOGETHER.stream().filter(group -> group.contains(property)).forEach(names::addAll);
        if (OF_A_LOGIN.contains(property)) {
            names.addAll(Set.of("tokenUrl", "clientId", "clientSecret"));
        }
        names.retainAll(
                kamelet.properties().stream().map(Kamelet.Property::name).toList());
        String yaml = dump(kamelet.examples(List.copyOf(names)));
        return new Yaml(kamelet.name() + ", example of " + property, route(kamelet, yaml));
    }

    /** The smallest example of the sink, with these parameters besides. */
    private static String route(Kamelet kamelet, String parameters) {
        Map<String, Object> smallest = new LinkedHashMap<>(kamelet.examples(kamelet.smallest()));
        smallest.keySet().removeIf(name -> ("\n" + parameters).contains("\n" + name + ":"));
        INSTEAD.forEach(
                (name, those) -> smallest.keySet().removeIf(n -> parameters.contains(name + ":") && those.contains(n)));
        String given = smallest.isEmpty() ? "" : dump(smallest);
        return "- route:\n    from:\n      uri: wotnot:part\n      steps:\n        - to:\n            uri: kamelet:"
                + kamelet.name() + "\n            parameters:\n" + (given + parameters).indent(14);
    }

    private static String dump(Object value) {
        return new Dump(DumpSettings.builder()
                        .setDefaultFlowStyle(FlowStyle.BLOCK)
                        .setWidth(1000)
                        .build())
                .dumpToString(value);
    }

    @Test
    void thereAreManyOfEachKind() throws IOException {
        assertThat(all()).hasSizeGreaterThan(60);
        assertThat(Blocks.all()).filteredOn(Block::route).hasSizeGreaterThan(9);
        assertThat(Blocks.all())
                .filteredOn(block -> block.yaml() && !block.route())
                .hasSizeGreaterThan(4);
    }

    @Test
    void noRouteHidesInABlockOfAnotherLanguage() throws IOException {
        assertThat(Blocks.all()).filteredOn(Block::route).allMatch(Block::yaml);
    }

    @ParameterizedTest
    @MethodSource("all")
    void itPassesTheCheckStartsAndDeliversAnEvent(Yaml yaml) throws IOException {
        HttpReceiver.run(receiver -> {
            Files.writeString(folder.resolve("a.camel.yaml"), world.here(yaml.text(), receiver, folder));
            Properties camel = world.settings();
            assertThat(Check.folder(folder, Samples.settings(folder, camel))).isEmpty();
            FakeLanes lanes = new FakeLanes();
            try (Destinations destinations = new Destinations(Samples.settings(folder, camel), lanes)) {
                destinations.open(folder);
                assertThat(destinations.status())
                        .extracting(Destinations.Status::reason)
                        .containsOnlyNulls();
                assertThat(lanes.open).isNotEmpty();
                lanes.open
                        .keySet()
                        .forEach(name -> assertThat(lanes.deliver(name, Samples.filled(1)))
                                .as(name)
                                .isInstanceOf(Result.Delivered.class));
            }
        });
    }
}
