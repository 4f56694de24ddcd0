package io.wotnotrelay.sink;

import io.wotnotrelay.event.Batch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** The columns of a table, in their order: a header and a template each. */
final class Columns {
    /** What a table has whose author named no columns. */
    static final String DEFAULT = """
            Time: ${body.occurredAt}
            Type: ${body.type}
            Text: ${body.text}
            Name: ${body.visitor.name}
            Email: ${body.visitor.email}
            Phone: ${body.visitor.phone}
            Conversation: ${body.conversation.url}
            Id: ${body.id}
            """;

    /** One column. */
    record Column(String header, Template template) {}

    private final List<Column> columns;

    private Columns(List<Column> columns) {
        this.columns = List.copyOf(columns);
    }

    /** Of the parameter {@code columns}: a line each, {@code Header: template}, split at the first colon with a blank. */
    static Columns of(CamelContext context, Parameters parameters) {
        return of(context, parameters, DEFAULT);
    }

    /** The same, with other columns where the author named none. */
    static Columns of(CamelContext context, Parameters parameters, String otherwise) {
        List<Column> columns = new ArrayList<>();
        written(parameters, otherwise).forEach((header, source) -> {
            if (header.isEmpty() || Template.start(header, 0) >= 0) {
                throw parameters.wrong(
                        "columns",
                        "needs a fixed name before the first \": \" of each line, such as \"Text: ${body.text}\"");
            }
            columns.add(new Column(header, parameters.told("columns", () -> Template.of(context, source))));
        });
        return new Columns(columns);
    }

    private static Map<String, String> written(Parameters parameters, String otherwise) {
        Map<String, String> written = new LinkedHashMap<>();
        if (parameters.value("columns") instanceof Map<?, ?> given) {
            given.forEach((header, source) ->
                    add(parameters, written, header.toString(), source == null ? "" : source.toString()));
        } else {
            for (String line : parameters.text("columns", otherwise).lines().toList()) {
                if (!line.isBlank()) {
                    // "Header:" alone is a column that stays empty
                    String whole = line.strip() + " ";
                    int colon = whole.indexOf(": ");
                    if (colon < 0) {
                        throw parameters.wrong(
                                "columns", "has a line without \": \"; write \"Header: template\" a line each");
                    }
                    add(parameters, written, whole.substring(0, colon), whole.substring(colon + 2));
                }
            }
        }
        return written;
    }

    private static void add(Parameters parameters, Map<String, String> written, String header, String source) {
        if (written.putIfAbsent(header.strip(), source.strip()) != null) {
            throw parameters.wrong("columns", "names \"" + header.strip() + "\" twice");
        }
    }

    List<Column> all() {
        return columns;
    }

    List<String> headers() {
        return columns.stream().map(Column::header).toList();
    }

    /** Names and texts in turn: where a row goes, and what stands in it. */
    List<String> shown(String place, List<?> cells) {
        List<String> shown = new ArrayList<>(List.of("Place", place));
        for (int i = 0; i < columns.size(); i++) {
            shown.add(columns.get(i).header());
            shown.add(String.valueOf(cells.get(i)));
        }
        return shown;
    }

    /** What is done for one event; the exchange's body is that event meanwhile. */
    interface Row {
        void write(Exchange exchange) throws IOException;
    }

    /** Once for what the route holds, or for each event of a batch; afterwards the exchange is as it was. */
    static void each(Exchange exchange, Row row) throws IOException {
        Message message = exchange.getMessage();
        if (!(message.getBody() instanceof Batch batch)) {
            row.write(exchange);
            return;
        }
        try {
            for (Object event : batch.events()) {
                message.setBody(event);
                row.write(exchange);
            }
        } finally {
            message.setBody(batch);
        }
    }
}
