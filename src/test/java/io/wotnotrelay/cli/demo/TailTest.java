package io.wotnotrelay.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TailTest {
    private static final String HEADER = "Time,Type,Subtype,Text,Actor\r\n";

    @TempDir
    private Path folder;

    private final List<Row> rows = new ArrayList<>();

    @Test
    void aRowIsShownByTheHeadersOfItsColumns() throws IOException {
        tail(HEADER + "2026-05-01T14:03:05.1Z,message,text,Hello,visitor\r\n").read();

        assertThat(rows).extracting(Row::line).containsExactly("row   message.text             visitor  Hello");
    }

    @Test
    void anEventWithoutASubtypeIsShownByItsType() throws IOException {
        tail(HEADER + "2026-05-01T14:03:05.1Z,status,,Closed,user\r\n").read();

        assertThat(rows.get(0).line()).isEqualTo("row   status                   user     Closed");
    }

    @Test
    void quotesCommasAndLineBreaksBelongToTheirCell() throws IOException {
        tail(HEADER + "t,message,text,\"a \"\"b\"\", c\r\nd\",visitor\r\nt,message,text,next,bot\r\n")
                .read();

        assertThat(rows).extracting(row -> row.cells().get("Text")).containsExactly("a \"b\", c\r\nd", "next");
    }

    @Test
    void whatComesByteByByteIsShownOnceItIsWhole() throws IOException {
        Tail tail = tail(HEADER);
        byte[] bytes = "t,message,text,Søren 👍,visitor\r\n".getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            assertThat(rows).isEmpty();
            Files.write(file(), Arrays.copyOfRange(bytes, i, i + 1), StandardOpenOption.APPEND);
            tail.read();
        }

        assertThat(rows).extracting(row -> row.cells().get("Text")).containsExactly("Søren 👍");
    }

    @Test
    void aFileThatIsNotThereYetHasNoRows() throws IOException {
        new Tail(file(), rows::add).read();

        assertThat(rows).isEmpty();
    }

    @Test
    void aLongTextIsCutAtTheWidthOfTheTerminal() {
        Row row = Row.of(List.of("Type", "Text"), List.of("message", "👍".repeat(300)));

        assertThat(row.line().codePointCount(0, row.line().length())).isEqualTo(Columns.WIDTH);
        assertThat(row.line()).endsWith("👍…");
    }

    private Tail tail(String content) throws IOException {
        Files.writeString(file(), content);
        return new Tail(file(), rows::add);
    }

    private Path file() {
        return folder.resolve("events.csv");
    }
}
