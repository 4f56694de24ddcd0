package io.wotnotrelay.sink;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;

/**
 * A row of comma-separated values before it is written.
 *
 * @param eventId of the event it is of
 * @param deliveryId of the delivery it is written for
 */
record CsvRow(List<String> cells, String eventId, String deliveryId) {
    private static final int NONE = -1;

    static CsvRow of(List<String> cells, Exchange event) {
        Object body = event.getMessage().getBody();
        return new CsvRow(cells, InDoubt.eventId(event, body), InDoubt.deliveryId(event, body));
    }

    /** The column that tells these rows from all others: it holds the delivery's id, or the event's; -1 for none. */
    static int keyColumn(List<CsvRow> rows) {
        int byDelivery = columnOf(rows, CsvRow::deliveryId);
        return byDelivery != NONE ? byDelivery : columnOf(rows, CsvRow::eventId);
    }

    private static int columnOf(List<CsvRow> rows, Function<CsvRow, String> id) {
        return IntStream.range(0, rows.get(0).cells.size())
                .filter(column ->
                        rows.stream().allMatch(row -> row.cells.get(column).contains(id.apply(row))))
                .findFirst()
                .orElse(NONE);
    }

    Line line(int keyColumn) {
        return new Line(CsvLayout.row(cells), keyColumn == NONE ? null : cells.get(keyColumn), deliveryId);
    }

    /** What finds these lines at the end of a file. */
    static FileTail tail(int keyColumn, List<Line> lines) {
        Set<String> keys =
                lines.stream().map(Line::key).filter(Objects::nonNull).collect(Collectors.toSet());
        return FileTail.ofCells(Math.max(0, keyColumn), keys, Line.bytes(lines));
    }
}
