package io.wotnotrelay.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** Opens a CSV file as LibreOffice does and tells what became of its cells. */
final class LibreOffice {
    /** Characters that XML cannot hold (ECMA-376 part 1, section 22.9.2.19). */
    private static final Pattern ESCAPED = Pattern.compile("_x([0-9a-fA-F]{4})_");

    private final Path program;
    private final Path folder;

    /** @param folder where it may write */
    private LibreOffice(Path program, Path folder) {
        this.program = program;
        this.folder = folder;
    }

    /** One cell. */
    record Cell(String text, boolean formula, boolean number) {}

    /** The one on the PATH; none where it is not installed. */
    static Optional<LibreOffice> find(Path folder) {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(path -> Path.of(path, "soffice"))
                .filter(Files::isExecutable)
                .findFirst()
                .map(program -> new LibreOffice(program, folder));
    }

    /**
     * The cells of the rows, after LibreOffice has read the file and saved it as a workbook.
     *
     * @param separators as LibreOffice writes them: {@code 44} is the comma, {@code 44/59/9} adds semicolon and tab
     */
    List<List<Cell>> open(Path csv, String separators) throws Exception {
        Path out = folder.resolve("out-" + separators.replace('/', '-'));
        Path said = folder.resolve("soffice.log");
        Process process = new ProcessBuilder(
                        program.toString(),
                        "-env:UserInstallation=" + folder.resolve("profile").toUri(),
                        "--headless",
                        "--infilter=CSV:" + separators + ",34,UTF-8,1",
                        "--convert-to",
                        "xlsx",
                        "--outdir",
                        out.toString(),
                        csv.toString())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("soffice ends").isTrue();
        Path workbook = out.resolve(csv.getFileName().toString().replaceFirst("\\.csv$", ".xlsx"));
        assertThat(workbook).as(Files.readString(said)).exists();
        return rows(workbook);
    }

    private static List<List<Cell>> rows(Path workbook) throws Exception {
        try (ZipFile zip = new ZipFile(workbook.toFile())) {
            List<String> texts = elements(xml(zip, "xl/sharedStrings.xml"), "si").stream()
                    .map(Element::getTextContent)
                    .map(LibreOffice::unescaped)
                    .toList();
            List<List<Cell>> rows = new ArrayList<>();
            for (Element row : elements(xml(zip, "xl/worksheets/sheet1.xml"), "row")) {
                rows.add(cells(row, texts));
            }
            return rows;
        }
    }

    /** Each in its place: a cell that holds nothing is left out of the workbook. */
    private static List<Cell> cells(Element row, List<String> texts) {
        List<Cell> cells = new ArrayList<>();
        for (Element cell : elements(row, "c")) {
            int column = cell.getAttribute("r").charAt(0) - 'A';
            while (cells.size() < column) {
                cells.add(new Cell("", false, false));
            }
            cells.add(cell(cell, texts));
        }
        return cells;
    }

    private static Cell cell(Element cell, List<String> texts) {
        List<Element> values = elements(cell, "v");
        String value = values.isEmpty() ? "" : values.get(0).getTextContent();
        boolean shared = cell.getAttribute("t").equals("s");
        return new Cell(
                shared ? texts.get(Integer.parseInt(value)) : value,
                !elements(cell, "f").isEmpty(),
                cell.getAttribute("t").equals("n") && !values.isEmpty());
    }

    private static String unescaped(String text) {
        return ESCAPED.matcher(text).replaceAll(LibreOffice::character);
    }

    private static String character(MatchResult escape) {
        return java.util.regex.Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(escape.group(1), 16)));
    }

    private static Document xml(ZipFile zip, String name)
            throws IOException, ParserConfigurationException, SAXException {
        try (InputStream in = zip.getInputStream(zip.getEntry(name))) {
            return DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .parse(in);
        }
    }

    private static List<Element> elements(Document document, String name) {
        return elements(document.getDocumentElement(), name);
    }

    private static List<Element> elements(Element parent, String name) {
        NodeList found = parent.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }
}
