package io.wotnotrelay.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wotnotrelay.event.Batch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonlFileSinkTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Sinks sinks = new Sinks();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        sinks.close();
    }

    @Test
    void eachEventIsOneLine() throws Exception {
        Sinks.Sink sink = jsonl(Map.of());
        sink.delivers(Sinks.event("one"));
        sink.delivers(new Batch(2, List.of(Sinks.event("two"), Sinks.event("three"))));

        assertThat(Files.readString(file()))
                .isEqualTo(
                        Sinks.event("one").toJson() + "\n" + Sinks.event("two").toJson() + "\n"
                                + Sinks.event("three").toJson() + "\n");
    }

    @Test
    void whatTheRouteMadeOfTheEventIsItsLine() throws Exception {
        Sinks.Sink sink = jsonl(Map.of());
        sink.delivers("{\n  \"a\": 1.0,\n  \"b\": \"x y\"\n}\n");
        sink.delivers("[1]".getBytes());
        sink.delivers(Map.of("a", 1));
        for (Object no : new Object[] {"plain text", "{\"a\":1} {}", "", " ", "{\"a\":"}) {
            assertThat(sink.take(no).getException()).isInstanceOf(UnfitEventException.class);
        }
        assertThat(sink.take((Object) null).getException()).isInstanceOf(UnfitEventException.class);

        assertThat(Files.readString(file())).isEqualTo("{\"a\":1.0,\"b\":\"x y\"}\n[1]\n{\"a\":1}\n");
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void foldersAreMadeAndTheFileIsItsOwnersAlone() throws Exception {
        Path deep = folder.resolve("a/b/c.jsonl");
        sinks.jsonl(Map.of("file", deep.toString())).delivers(Sinks.event("x"));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(deep)))
                .isEqualTo("rw-------");
    }

    @Test
    void aTornLastLineIsEndedFirst() throws Exception {
        Files.writeString(file(), "{\"whole\":1}\n{\"tor");
        jsonl(Map.of()).delivers(Sinks.event("x"));

        assertThat(Files.readAllLines(file())).hasSize(3).element(1).isEqualTo("{\"tor");
        assertThat(JSON.readTree(Files.readAllLines(file()).get(2)).get("text").textValue())
                .isEqualTo("x");
    }

    @Test
    void aFileThatOthersMovedOrDeletedIsBegunAnew() throws Exception {
        Sinks.Sink sink = jsonl(Map.of());
        sink.delivers(Sinks.event("one"));
        Files.move(file(), folder.resolve("moved"));
        sink.delivers(Sinks.event("two"));
        Files.delete(file());
        sink.delivers(Sinks.event("three"));

        assertThat(texts(List.of(folder.resolve("moved")))).containsExactly("one");
        assertThat(texts(List.of(file()))).containsExactly("three");
    }

    @Test
    void aFileThatOthersCutShortGoesOnFromItsEnd() throws Exception {
        Sinks.Sink sink = jsonl(Map.of());
        sink.delivers(Sinks.event("one"));
        Files.write(file(), new byte[0]);
        sink.delivers(Sinks.event("two"));

        assertThat(texts(List.of(file()))).containsExactly("two");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFullDiskIsAnIoExceptionThatNamesTheFile() throws Exception {
        Exchange exchange = sinks.jsonl(Map.of("file", "/dev/full")).take(Sinks.event("x"));

        assertThat(exchange.getException())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("/dev/full: No space left");
    }

    @Test
    void aFileThatCannotBeMadeIsAnIoExceptionAndWorksOnceItCan() throws Exception {
        Files.writeString(folder.resolve("blocked"), "a file where a folder should be");
        Sinks.Sink sink =
                sinks.jsonl(Map.of("file", folder.resolve("blocked/x.jsonl").toString()));
        assertThat(sink.take(Sinks.event("x")).getException())
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("cannot append to ");

        Files.delete(folder.resolve("blocked"));
        sink.delivers(Sinks.event("x"));
        assertThat(texts(List.of(folder.resolve("blocked/x.jsonl")))).containsExactly("x");
    }

    @Test
    void anInterruptedLaneDoesNotCloseTheFileForOthers() throws Exception {
        Sinks.Sink sink = jsonl(Map.of("sync", "true"));
        Thread.currentThread().interrupt();
        sink.take(Sinks.event("one"));
        assertThat(Thread.interrupted()).isTrue();
        sink.delivers(Sinks.event("two"));

        assertThat(texts(List.of(file()))).contains("two");
    }

    @Test
    void filesAreNumberedBySizeAndTheOldestGo() throws Exception {
        int line = Sinks.event("1").toJson().length() + 1;
        Sinks.Sink sink = jsonl(Map.of("rotate", "size", "rotateSize", String.valueOf(2 * line), "keep", "2"));
        for (int i = 1; i <= 9; i++) {
            sink.delivers(Sinks.event(String.valueOf(i)));
        }

        assertThat(names()).containsExactlyInAnyOrder("e.jsonl", "e.3.jsonl", "e.4.jsonl");
        assertThat(texts(List.of(folder.resolve("e.3.jsonl"), folder.resolve("e.4.jsonl"), file())))
                .containsExactly("5", "6", "7", "8", "9");
    }

    @Test
    void aFileOfAnotherDayIsPutAsideUnderThatDay() throws Exception {
        FileTime yesterday = FileTime.from(Instant.now().minus(1, ChronoUnit.DAYS));
        String day = yesterday.toString().substring(0, 10);
        Sinks.Sink sink = jsonl(Map.of("rotate", "day"));
        for (String text : List.of("one", "two", "three")) {
            sink.delivers(Sinks.event(text));
            Files.setLastModifiedTime(file(), yesterday);
        }
        sink.delivers(Sinks.event("four"));
        sink.delivers(Sinks.event("five"));

        assertThat(names())
                .containsExactlyInAnyOrder(
                        "e.jsonl", "e-" + day + ".jsonl", "e-" + day + ".1.jsonl", "e-" + day + ".2.jsonl");
        assertThat(texts(List.of(folder.resolve("e-" + day + ".jsonl")))).containsExactly("one");
        assertThat(texts(List.of(folder.resolve("e-" + day + ".2.jsonl")))).containsExactly("three");
        assertThat(texts(List.of(file()))).containsExactly("four", "five");
    }

    @Test
    void keepingFewDaysLeavesOtherFilesAlone() throws Exception {
        Set<String> others = Set.of("e-notes.jsonl", "other-2020-01-01.jsonl", "e-2020-01-01.jsonl.gz", "e.7.jsonl");
        for (String other : others) {
            Files.writeString(folder.resolve(other), "x");
        }
        Files.writeString(folder.resolve("e-2020-01-01.jsonl"), "x");
        Sinks.Sink sink = jsonl(Map.of("rotate", "day", "keep", "1"));
        sink.delivers(Sinks.event("one"));
        Files.setLastModifiedTime(file(), FileTime.from(Instant.parse("2021-02-03T10:00:00Z")));
        sink.delivers(Sinks.event("two"));

        Set<String> expected = new HashSet<>(others);
        expected.addAll(List.of("e.jsonl", "e-2021-02-03.jsonl"));
        assertThat(names()).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void linesOfManyLanesStayWholeAndNoneIsLostInRotation() throws Exception {
        List<Sinks> contexts = List.of(sinks, new Sinks(), new Sinks());
        ExecutorService threads = Executors.newFixedThreadPool(12);
        List<Callable<Void>> work = new ArrayList<>();
        Set<String> expected = new HashSet<>();
        Path alias = Files.createSymbolicLink(folder.resolveSibling(folder.getFileName() + "-alias"), folder);
        for (int lane = 0; lane < contexts.size(); lane++) {
            Path path = (lane == 0 ? alias : folder).resolve("e.jsonl");
            Sinks.Sink sink =
                    contexts.get(lane).jsonl(Map.of("file", path.toString(), "rotate", "size", "rotateSize", "20KB"));
            for (int n = 0; n < 400; n++) {
                String text = lane + "-" + n + "-" + "x".repeat(n);
                expected.add(text);
                work.add(() -> {
                    sink.delivers(new Batch(2, List.of(Sinks.event(text), Sinks.event(text + "b"))));
                    return null;
                });
            }
        }
        for (Future<Void> done : threads.invokeAll(work)) {
            done.get();
        }
        threads.shutdown();
        contexts.subList(1, 3).forEach(Sinks::close);
        Files.delete(alias);

        List<String> texts;
        try (Stream<Path> files = Files.list(folder)) {
            texts = texts(files.toList());
        }
        assertThat(names()).hasSizeGreaterThan(10);
        assertThat(texts).hasSize(2400).containsAll(expected);
    }

    @Test
    void theFileOutlivesOneOfItsUsers() throws Exception {
        Sinks.Sink sink = jsonl(Map.of());
        try (Sinks other = new Sinks()) {
            other.jsonl(Map.of("file", file().toString())).delivers(Sinks.event("one"));
        }
        sink.delivers(Sinks.event("two"));

        assertThat(texts(List.of(file()))).containsExactly("one", "two");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/tmp/${body.text}.jsonl", "$simple{body.id}", " ", "/tmp/"})
    void aFileThatMakesNoSenseIsRefusedAtTheStart(String file) {
        assertThatThrownBy(() -> sinks.jsonl(Map.of("file", file))).hasStackTraceContaining("jsonl-file-sink: file ");
    }

    @Test
    void complaintsNameTheParameter() {
        refused("rotate", "weekly", "rotate is \"weekly\"; it can be none, day or size");
        refused("rotateSize", "big", "rotateSize is \"big\"");
        refused("rotateSize", "0", "rotateSize is \"0\"");
        refused("keep", "-1", "keep is \"-1\"");
        refused("sync", "yes", "sync is \"yes\"");
    }

    private void refused(String name, String value, String sentence) {
        assertThatThrownBy(() -> jsonl(Map.of(name, value))).hasStackTraceContaining("jsonl-file-sink: " + sentence);
    }

    private Sinks.Sink jsonl(Map<String, String> more) {
        Map<String, String> parameters = new HashMap<>(more);
        parameters.put("file", file().toString());
        return sinks.jsonl(parameters);
    }

    private Path file() {
        return folder.resolve("e.jsonl");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(path -> path.getFileName().toString()).toList();
        }
    }

    private static List<String> texts(List<Path> files) throws IOException {
        List<String> texts = new ArrayList<>();
        for (Path file : files) {
            lines(file).forEach(line -> texts.add(line.get("text").textValue()));
        }
        return texts;
    }

    private static List<JsonNode> lines(Path file) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readString(file).split("\n")) {
            lines.add(JSON.readTree(line));
        }
        return lines;
    }
}
