package io.wotnotrelay.sink;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one step of the Kamelet csv-file-sink: appends a row for each event to a file of comma-separated values
 * (RFC 4180), the rows of a batch in one write. A spreadsheet that opens the file runs nothing a visitor typed.
 *
 * <p>A file whose header names other columns is left as it is; the rows go to a new one beside it, {@code name-2.csv}.
 * What the file system refuses is an {@link IOException}, after which no half row stays.
 */
public final class CsvFileSink extends Sink {
    /** What one cell of Excel holds, in UTF-16 units. */
    static final int CELL = 32_767;

    private static final Logger LOG = LoggerFactory.getLogger(CsvFileSink.class);
    private static final String SINK = "csv-file-sink";
    private static final int MOST_NAMES = 1000;

    private FileName name;
    private Columns columns;
    private CsvLayout layout;
    private Rotation rotation;
    private boolean sync;
    private final OpenFiles open = new OpenFiles();
    private final Map<File, Integer> numbers = new ConcurrentHashMap<>();

    @Override
    protected void doInit() {
        Parameters parameters = parameters(SINK);
        name = FileName.of(getCamelContext(), parameters);
        columns = Columns.of(getCamelContext(), parameters);
        layout = new CsvLayout(columns.headers(), parameters.flag("bom", false));
        rotation = Rotation.of(parameters);
        sync = parameters.flag("sync", false);
    }

    @Override
    protected void doStop() throws IOException {
        open.close();
    }

    @Override
    public void process(Exchange exchange) throws IOException {
        InDoubt.prepares(exchange);
        Map<File, List<CsvRow>> rows = new LinkedHashMap<>();
        Columns.each(exchange, event -> {
            File file = name.of(event);
            rows.computeIfAbsent(file, f -> new ArrayList<>()).add(row(event, file));
        });
        if (Sent.stops(exchange)) {
            return;
        }
        for (Map.Entry<File, List<CsvRow>> file : rows.entrySet()) {
            int column = CsvRow.keyColumn(file.getValue());
            List<Line> lines =
                    file.getValue().stream().map(row -> row.line(column)).toList();
            if (InDoubt.mayLook(exchange)) {
                FileTail tail = CsvRow.tail(column, lines);
                inFile(file.getKey(), appender -> appender.look(tail, layout, rotation));
                lines = Line.missing(exchange, this, lines, tail);
            }
            if (!lines.isEmpty()) {
                byte[] joined = Line.joined(lines);
                inFile(file.getKey(), appender -> appender.append(joined, layout, rotation, sync));
                Sent.answered(exchange, "The row is in " + file.getKey() + ".");
            }
        }
    }

    private CsvRow row(Exchange event, File file) {
        List<String> cells = columns.all().stream()
                .map(column -> Cell.harmless(column.template().write(event, text -> text), CELL))
                .toList();
        Sent.show(event, SINK, () -> columns.shown(file.toString(), cells));
        return CsvRow.of(cells, event);
    }

    /** Uses the file, or the one beside it whose columns are these. */
    private void inFile(File file, OpenFiles.Use use) throws IOException {
        for (int number = numbers.getOrDefault(file, 1); number <= MOST_NAMES; number++) {
            File numbered = numbered(file, number);
            if (open.with(numbered, use)) {
                return;
            }
            remember(file, number + 1);
        }
        throw new IOException("cannot append to " + file + ": there are " + MOST_NAMES
                + " files beside it whose columns are others; move some away");
    }

    private void remember(File file, int number) {
        LOG.info("{} has other columns than this destination: going on with {}", file, numbered(file, number));
        if (numbers.size() >= MOST_NAMES) {
            numbers.clear();
        }
        numbers.put(file, number);
    }

    private static File numbered(File file, int number) {
        if (number == 1) {
            return file;
        }
        String name = file.getName();
        int dot = name.lastIndexOf('.') > 0 ? name.lastIndexOf('.') : name.length();
        return new File(file.getParentFile(), name.substring(0, dot) + "-" + number + name.substring(dot));
    }
}
