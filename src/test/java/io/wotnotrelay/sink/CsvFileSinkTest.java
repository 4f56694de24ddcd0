package io.wotnotrelay.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wotnotrelay.event.Batch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvFileSinkTest {
    private static final String COLUMNS = "Text: ${body.text}\nWho: by ${body.visitor.name}\nId: ${body.id}";

    private final Sinks sinks = new Sinks();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        sinks.close();
    }

    @Test
    void eachEventIsARowUnderOneHeader() throws Exception {
        Sinks.Sink sink = csv(Map.of());
        sink.delivers(Sinks.event("one", "Ann"));
        sink.delivers(Batch.of(List.of(Sinks.event("two, \"2\"", "Bob"), Sinks.event("", " "))));

        assertThat(Files.readString(file()))
                .isEqualTo("Text,Who,Id\r\none,by Ann,evt_1\r\n\"two, \"\"2\"\"\",by Bob,evt_1\r\n"
                        + ",\"by  \",evt_1\r\n");
    }

    /** LibreOffice takes commas, semicolons and tabs for separators, unless it is told otherwise. */
    @Test
    void whatSpreadsheetsCutAtBesidesCommasIsQuotedToo() throws Exception {
        csv(Map.of()).delivers(Sinks.event("x;=1+1;y", "a\tb"));

        assertThat(Files.readString(file())).isEqualTo("Text,Who,Id\r\n\"x;=1+1;y\",\"by a\tb\",evt_1\r\n");
    }

    @Test
    void aRowOfOneEmptyCellIsNoEmptyLine() throws Exception {
        csv(Map.of("columns", "Text: ${body.text}")).delivers(Sinks.event(""));

        assertThat(Files.readString(file())).isEqualTo("Text\r\n\"\"\r\n");
    }

    @Test
    void withoutColumnsThereAreTheUsualOnes() throws Exception {
        sinks.csv(Map.of("file", file().toString())).delivers(Sinks.event("hello", "Ann"));

        assertThat(Csv.read(file()))
                .containsExactly(
                        List.of("Time", "Type", "Text", "Name", "Email", "Phone", "Conversation", "Id"),
                        List.of("", "message", "hello", "Ann", "", "", "", "evt_1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "+1-1",
                "-1+1",
                "@SUM(A1)",
                "\t=1",
                "\r=1",
                "\n=1",
                "＝1",
                "＋x",
                "－x",
                "＠x",
                "-",
                "+15555550100\n",
                "-5,5",
                "+1 555 555 0100",
                "-1e5x",
                "=cmd|' /C calc'!A0"
            })
    void whatASpreadsheetWouldRunGetsAnApostrophe(String text) throws Exception {
        csv(Map.of()).delivers(Sinks.event(text, ""));

        assertThat(Csv.read(file()).get(1).get(0)).isEqualTo("'" + text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-5", "+1.5", "+15555550100", "0", "-1.5e-7", "1E9", "text", "'=1", "a=1"})
    void plainNumbersAndHarmlessTextsStay(String text) throws Exception {
        csv(Map.of()).delivers(Sinks.event(text, ""));

        assertThat(Csv.read(file()).get(1).get(0)).isEqualTo(text);
    }

    @Test
    void aFormulaOfAuthorAndVisitorTogetherIsNoneEither() throws Exception {
        csv(Map.of("columns", "X: =${body.text}\nY: ${body.text}")).delivers(Sinks.event("1+1"));

        assertThat(Csv.read(file()).get(1)).containsExactly("'=1+1", "1+1");
    }

    @Test
    void aCutNeverSplitsACharacter() throws Exception {
        csv(Map.of()).delivers(Sinks.event("x" + "😀".repeat(20_000)));

        String cell = Csv.read(file()).get(1).get(0);
        assertThat(cell)
                .hasSizeBetween(32_766, 32_767)
                .endsWith("😀" + Cell.MARK)
                .doesNotContain("\ufffd");
    }

    @Test
    void headersMayHoldWhatQuotesNeedAndTemplatesAColon() throws Exception {
        csv(Map.of("columns", "\nA, \"b\":c: x: ${body.text}\r\n\nEmpty:\n")).delivers(Sinks.event("one"));

        assertThat(Csv.read(file())).containsExactly(List.of("A, \"b\":c", "Empty"), List.of("x: one", ""));
    }

    @Test
    void columnsMayBeAMap() throws Exception {
        Map<String, Object> parameters = new HashMap<>(Map.of("file", file().toString()));
        parameters.put("columns", Map.of("Text", "${body.text}"));
        sinks.csv(parameters).delivers(Sinks.event("one"));

        assertThat(Csv.read(file())).containsExactly(List.of("Text"), List.of("one"));
    }

    @Test
    void aMarkForExcelStandsOnceAtTheBeginning() throws Exception {
        for (int i = 0; i < 2; i++) {
            try (Sinks again = new Sinks()) {
                again.csv(parameters(Map.of("bom", "true"))).delivers(Sinks.event("ü"));
            }
        }

        assertThat(Files.readString(file())).isEqualTo("\ufeffText,Who,Id\r\nü,by ü,evt_1\r\nü,by ü,evt_1\r\n");
    }

    @Test
    void otherColumnsBeginANewFileBesideTheOld() throws Exception {
        for (String columns : List.of("A: 1\nB: 2", "A: 1", "A: 1\nB: 3", "A: 1", "A: 1\nB: 2\nC: 3")) {
            try (Sinks again = new Sinks()) {
                Sinks.Sink sink = again.csv(parameters(Map.of("columns", columns)));
                sink.delivers(Sinks.event("x"));
                sink.delivers(Sinks.event("x"));
            }
        }

        assertThat(names()).containsExactlyInAnyOrder("e.csv", "e-2.csv", "e-3.csv");
        assertThat(Csv.read(file())).hasSize(5).startsWith(List.of("A", "B"), List.of("1", "2"));
        assertThat(Csv.read(folder.resolve("e-2.csv"))).hasSize(5).startsWith(List.of("A"), List.of("1"));
        assertThat(Csv.read(folder.resolve("e-3.csv"))).hasSize(3).startsWith(List.of("A", "B", "C"));
    }

    @Test
    void eachFilePutAsideHasItsHeader() throws Exception {
        Sinks.Sink sink = csv(Map.of("rotate", "size", "rotateSize", "60", "keep", "2"));
        for (int i = 1; i <= 9; i++) {
            sink.delivers(Sinks.event("row " + i, "x"));
        }

        assertThat(names()).hasSize(3).contains("e.csv");
        for (String name : names()) {
            assertThat(Csv.read(folder.resolve(name)))
                    .hasSizeGreaterThan(1)
                    .first()
                    .isEqualTo(List.of("Text", "Who", "Id"));
        }
    }

    @Test
    void aFileOfAnotherDayIsPutAside() throws Exception {
        Sinks.Sink sink = csv(Map.of("rotate", "day"));
        sink.delivers(Sinks.event("one"));
        Files.setLastModifiedTime(file(), FileTime.from(Instant.parse("2021-02-03T10:00:00Z")));
        sink.delivers(Sinks.event("two"));

        assertThat(Csv.read(folder.resolve("e-2021-02-03.csv")).get(1)).contains("one");
        assertThat(Csv.read(file()).get(1)).contains("two");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a,by b,evt_0~|tor|0",
                "a,by b,evt_0~|\"tor~n, \"\"half|0",
                "a,by b,evt_0~|\"tor\"|0",
                "a,by b,evt_0~|a,by c,evt_9|1",
                "\"a~b\",by b,evt_0~|\"a~|0"
            })
    void halfARowThatACrashLeftIsTakenOutAndAWholeOneStays(String whole, String tail, int kept) throws Exception {
        Files.writeString(file(), ("Text,Who,Id~" + whole + tail).replace("~", "\r\n"));
        Sinks.Sink sink = csv(Map.of());
        sink.delivers(Sinks.event("next"));
        sink.delivers(Sinks.event("last"));

        List<List<String>> rows = Csv.read(file());
        assertThat(rows).hasSize(4 + kept);
        assertThat(rows.get(2 + kept)).containsExactly("next", "by next", "evt_1");
    }

    @Test
    void aFileThatOthersMovedDeletedOrCutGoesOnWithItsHeader() throws Exception {
        Sinks.Sink sink = csv(Map.of());
        sink.delivers(Sinks.event("one"));
        Files.move(file(), folder.resolve("moved"));
        sink.delivers(Sinks.event("two"));
        assertThat(Csv.read(file()).get(1)).contains("two");
        Files.delete(file());
        sink.delivers(Sinks.event("three"));
        assertThat(Csv.read(file()).get(1)).contains("three");
        Files.write(file(), new byte[0]);
        sink.delivers(Sinks.event("four"));
        assertThat(Csv.read(file()).get(1)).contains("four");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFullDiskIsAnIoExceptionThatNamesTheFile() {
        Exchange exchange =
                sinks.csv(Map.of("file", "/dev/full", "columns", COLUMNS)).take(Sinks.event("x"));

        assertThat(exchange.getException())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("/dev/full: No space left");
    }

    @Test
    void rowsOfManyLanesStayWholeAndNoneIsLostInRotation() throws Exception {
        List<Sinks> contexts = List.of(sinks, new Sinks(), new Sinks());
        ExecutorService threads = Executors.newFixedThreadPool(12);
        List<Callable<Void>> work = new ArrayList<>();
        Set<String> expected = new HashSet<>();
        for (int lane = 0; lane < contexts.size(); lane++) {
            Sinks.Sink sink = contexts.get(lane).csv(parameters(Map.of("rotate", "size", "rotateSize", "20KB")));
            for (int n = 0; n < 400; n++) {
                String text = lane + "-" + n + "-" + "x\r\n\"".repeat(n % 50);
                expected.add(text);
                work.add(() -> {
                    sink.delivers(Batch.of(List.of(Sinks.event(text), Sinks.event(text + "b"))));
                    return null;
                });
            }
        }
        for (Future<Void> done : threads.invokeAll(work)) {
            done.get();
        }
        threads.shutdown();
        contexts.subList(1, 3).forEach(Sinks::close);

        List<String> texts = new ArrayList<>();
        for (String name : names()) {
            Csv.read(folder.resolve(name)).stream().skip(1).forEach(row -> texts.add(row.get(0)));
        }
        assertThat(names()).hasSizeGreaterThan(5);
        assertThat(texts).hasSize(2400).containsAll(expected);
    }

    @Test
    void aPartOfTheNameMayComeFromTheEvent() throws Exception {
        Sinks.Sink sink = named("by-bot/${body.visitor.name}/${body.type}.csv");
        sink.delivers(Batch.of(List.of(Sinks.event("1", "Ann"), Sinks.event("2", "Bob B"), Sinks.event("3", "Ann"))));

        assertThat(Csv.read(folder.resolve("by-bot/Ann/message.csv")))
                .extracting(row -> row.get(0))
                .containsExactly("Text", "1", "3");
        assertThat(Csv.read(folder.resolve("by-bot/Bob_B/message.csv"))).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "null",
            value = {
                "../../etc/passwd|_._.._etc_passwd",
                "..|__",
                ".hidden|_hidden",
                "a/b\\c:d|a_b_c_d",
                "''|_",
                "null|_",
                "${env:PATH}|__env_PATH_",
                "漢字|__",
                "con|_con",
                "LPT1.txt|_LPT1.txt",
                "ok-1_2.3|ok-1_2.3"
            })
    void anEventsPartOfTheNameCanOnlyNameAFile(String data, String part) throws Exception {
        named("leads/${body.visitor.name}/x.csv").delivers(Sinks.event("x", data));

        assertThat(folder.resolve("leads").resolve(part).resolve("x.csv")).exists();
    }

    @ParameterizedTest
    @MethodSource("io.wotnotrelay.sink.HostileTexts#all")
    void hostileNamesStayInsideTheFolder(String text) throws Exception {
        named("in/${body.visitor.name}.csv").delivers(Sinks.event("x", text));

        assertThat(names()).containsExactly("in");
        try (Stream<Path> files = Files.list(folder.resolve("in"))) {
            assertThat(files)
                    .singleElement()
                    .satisfies(
                            f -> assertThat(f.getFileName().toString()).matches("[A-Za-z0-9_-][A-Za-z0-9._-]{0,83}"));
        }
    }

    @Test
    void namesOfDevicesAreMadeHarmlessWhoeverWroteThem() throws Exception {
        named("in/N${body.text}.csv").delivers(Sinks.event("UL"));

        assertThat(folder.resolve("in/_NUL.csv")).exists();
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void noLinkBelowTheFolderIsFollowed() throws Exception {
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Path in = Files.createDirectory(folder.resolve("in"));
        Files.createSymbolicLink(in.resolve("dir"), outside);
        Files.createSymbolicLink(in.resolve("file.csv"), outside.resolve("x.csv"));
        Files.createDirectory(in.resolve("folder.csv"));

        Exchange throughFolder = named("in/${body.text}/x.csv").take(Sinks.event("dir"));
        Exchange throughFile = named("in/${body.text}.csv").take(Sinks.event("file"));
        Exchange folderItself = named("in/${body.text}.csv").take(Sinks.event("folder"));

        assertThat(throughFolder.getException()).isInstanceOf(IOException.class).hasMessageContaining("symbolic link");
        assertThat(throughFile.getException()).isInstanceOf(IOException.class).hasMessageContaining("symbolic link");
        assertThat(folderItself.getException()).isInstanceOf(IOException.class).hasMessageContaining("no file inside");
        assertThat(outside).isEmptyDirectory();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void manyNamesDoNotKeepManyFilesOpen() throws Exception {
        Sinks.Sink sink = named("many/${body.text}.csv");
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 100; i++) {
                sink.delivers(Sinks.event("f" + i));
            }
        }

        assertThat(open()).isBetween(1L, 32L);
        for (int i = 0; i < 100; i++) {
            assertThat(Csv.read(folder.resolve("many/f" + i + ".csv"))).hasSize(3);
        }
        sinks.close();
        assertThat(open()).isZero();
    }

    private long open() throws IOException {
        Path many = folder.toRealPath().resolve("many");
        try (Stream<Path> handles = Files.list(Path.of("/proc/self/fd"))) {
            return handles.filter(handle -> {
                        try {
                            return Files.readSymbolicLink(handle).startsWith(many);
                        } catch (IOException e) {
                            // the handle of this very listing, closed meanwhile
                            return false;
                        }
                    })
                    .count();
        }
    }

    @Test
    void complaintsNameTheParameter() {
        refused("file", " ", "file is missing");
        refused("file", folder.toString(), "which is a folder");
        refused("file", "x/${body.text}/../y.csv", "no .. can stand after");
        refused("file", "x/${body.text", "is not closed");
        refused("columns", "Text ${body.text}", "columns has a line without \": \"");
        refused("columns", "A: 1\nA: 2", "columns names \"A\" twice");
        refused("columns", "${body.text}: 1", "columns needs a fixed name");
        refused("columns", "A: ${body.text", "columns: the expression");
        refused("rotate", "weekly", "rotate is \"weekly\"; it can be none, day or size");
        refused("bom", "yes", "bom is \"yes\"");
    }

    private void refused(String name, String value, String sentence) {
        assertThatThrownBy(() -> csv(Map.of(name, value)))
                .hasStackTraceContaining("csv-file-sink: " + name)
                .hasStackTraceContaining(sentence);
    }

    private Sinks.Sink csv(Map<String, String> more) {
        return sinks.csv(parameters(more));
    }

    private Map<String, String> parameters(Map<String, String> more) {
        Map<String, String> parameters = new HashMap<>(Map.of("file", file().toString(), "columns", COLUMNS));
        parameters.putAll(more);
        return parameters;
    }

    private Sinks.Sink named(String file) {
        return csv(Map.of("file", folder + "/" + file));
    }

    private Path file() {
        return folder.resolve("e.csv");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(path -> path.getFileName().toString()).toList();
        }
    }
}
