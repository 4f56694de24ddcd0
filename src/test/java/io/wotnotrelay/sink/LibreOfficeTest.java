package io.wotnotrelay.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.wotnotrelay.sink.HostileTexts.Hostile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What csv-file-sink wrote, opened by LibreOffice. */
class LibreOfficeTest {
    /** What every spreadsheet takes for a number or a day, and may. */
    private static final Set<String> NUMBERS = Set.of("-5", "+15555550100", "1/2");

    @TempDir
    Path folder;

    private LibreOffice office;

    @BeforeEach
    void find() {
        Optional<LibreOffice> found = LibreOffice.find(folder);
        assumeTrue(
                found.isPresent(), "LibreOffice is not installed here (libreoffice-calc-nogui); .ci/run installs it");
        office = found.get();
    }

    /** Else the test below would hold whatever the sink wrote. */
    @Test
    void aFormulaThatNobodyMadeHarmlessIsSeen() throws Exception {
        Path csv = Files.writeString(folder.resolve("raw.csv"), "Text\r\n=1+1\r\nx;=1+1;y\r\n");

        assertThat(office.open(csv, "44"))
                .extracting(row -> row.get(0).formula())
                .containsExactly(false, true, false);
        assertThat(office.open(csv, "44/59/9").get(2))
                .extracting(LibreOffice.Cell::formula)
                .contains(true);
    }

    /** Commas alone, and what its dialog has ticked: commas, semicolons and tabs. */
    @ParameterizedTest
    @ValueSource(strings = {"44", "44/59/9"})
    void noHostileTextBecomesAFormulaAndEachStandsInItsCellAsItIsWritten(String separators) throws Exception {
        Path csv = folder.resolve("hostile.csv");
        try (Sinks sinks = new Sinks()) {
            Sinks.Sink sink = sinks.csv(Map.of(
                    "file", csv.toString(), "columns", "Id: ${body.id}\nText: ${body.text}\nWho: by ${body.text}"));
            for (Hostile hostile : HostileTexts.table()) {
                sink.delivers(Sinks.event(hostile.text()));
            }
        }

        List<List<LibreOffice.Cell>> rows = office.open(csv, separators);
        List<CSVRecord> written = written(csv);
        assertThat(rows.size()).isEqualTo(HostileTexts.table().size() + 1).isEqualTo(written.size());
        SoftAssertions each = new SoftAssertions();
        for (int i = 1; i < rows.size(); i++) {
            String name = HostileTexts.table().get(i - 1).name();
            List<LibreOffice.Cell> row = rows.get(i);
            LibreOffice.Cell text = row.get(1);
            String expected = written.get(i).get(1);
            each.assertThat(row.size()).as(name).isEqualTo(3);
            each.assertThat(row.stream().filter(LibreOffice.Cell::formula).count())
                    .as(name)
                    .isZero();
            each.assertThat(text.number()).as(name).isEqualTo(NUMBERS.contains(expected));
            each.assertThat(text.number() ? expected : text.text()).as(name).isEqualTo(shown(expected));
            each.assertThat(row.get(2).text())
                    .as(name)
                    .isEqualTo(shown(written.get(i).get(2)));
        }
        each.assertAll();
    }

    /** A line in a cell has one kind of end, whichever was written. */
    private static String shown(String text) {
        return text.replace("\r\n", "\n").replace('\r', '\n');
    }

    private static List<CSVRecord> written(Path csv) throws Exception {
        try (CSVParser parser = CSVFormat.RFC4180.parse(Files.newBufferedReader(csv))) {
            return parser.getRecords();
        }
    }
}
