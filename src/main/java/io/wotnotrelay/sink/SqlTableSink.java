package io.wotnotrelay.sink;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.apache.camel.Exchange;

/**
 * The one step of the Kamelet sql-table-sink: a row for each event in a table of any database with a JDBC driver, the rows
 * of a batch in one transaction. A row is known by its key, by default the event's id: a second time changes nothing.
 *
 * <p>What somebody must mend is a {@link MisconfiguredException}, a row the table never takes an
 * {@link UnfitEventException}, all else an {@link java.io.IOException}.
 */
public final class SqlTableSink extends Sink {
    static final String DEFAULT = """
            occurred_at: ${body.occurredAt}
            type: ${body.type}
            subtype: ${body.subtype}
            conversation: ${body.conversation.key}
            name: ${body.visitor.name}
            email: ${body.visitor.email}
            phone: ${body.visitor.phone}
            text: ${body.text}
            """;

    private static final String SINK = "sql-table-sink";

    private SqlDialect dialect;
    private SqlName name;
    private Template key;
    private final List<String> columns = new ArrayList<>();
    private final List<Template> others = new ArrayList<>();
    private boolean createTable;
    private Duration timeout;
    private SqlConnection connection;
    private volatile SqlTable table;

    @Override
    protected void doInit() {
        Parameters parameters = parameters(SINK);
        String url = url(parameters);
        dialect = SqlDialect.of(url);
        name = SqlName.of(parameters.required("table"));
        if (name.table().isEmpty() || Template.start(name.toString(), 0) >= 0) {
            throw parameters.wrong("table", "needs a fixed name, such as leads or sales.leads");
        }
        columns(parameters);
        createTable = parameters.flag("createTable", false);
        timeout = parameters.duration("timeout", "30s");
        connection = new SqlConnection(url, login(parameters), timeout);
    }

    private static String url(Parameters parameters) {
        String url = parameters.required("url").strip();
        String lower = url.toLowerCase(Locale.ROOT);
        if (!lower.matches("jdbc:[a-z0-9]+:.+") || Template.start(url, 0) >= 0) {
            throw parameters.wrong("url", "is no fixed JDBC URL such as jdbc:postgresql://db.example.com/sales");
        }
        if (lower.contains("password=") || lower.matches("jdbc:[^/]*//[^/?;]*@.*")) {
            throw parameters.wrong("url", "holds a login; use username and password");
        }
        try {
            DriverManager.getDriver(url);
            return url;
        } catch (SQLException e) {
            throw parameters.wrong(
                    "url",
                    "is of a database whose driver is not there: put its JDBC driver's jar into plugins/ and start the"
                            + " relay again");
        }
    }

    private Properties login(Parameters parameters) {
        Properties login = new Properties();
        String username = parameters.text("username");
        String password = parameters.secret("password");
        if (username != null) {
            login.setProperty("user", username.strip());
        }
        if (password != null) {
            login.setProperty("password", password);
        }
        dialect.timeouts(timeout, login);
        return login;
    }

    private void columns(Parameters parameters) {
        String known = parameters.text("key", "event_id").strip();
        columns.add(known);
        for (Columns.Column column :
                Columns.of(getCamelContext(), parameters, DEFAULT).all()) {
            if (column.header().equals(known)) {
                key = column.template();
            } else {
                columns.add(column.header());
                others.add(column.template());
            }
        }
        if (key == null && parameters.text("key") != null && !known.equals("event_id")) {
            throw parameters.wrong("key", "is \"" + known + "\", which is none of columns");
        }
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        InDoubt.prepares(exchange);
        List<SqlRow> rows = new ArrayList<>();
        Columns.each(exchange, event -> rows.add(SqlRow.of(key, others, event)));
        rows.forEach(row -> Sent.show(exchange, SINK, () -> shown(row)));
        if (Sent.stops(exchange)) {
            return;
        }
        try {
            if (table == null && createTable) {
                connection.transact(open -> SqlTable.make(open, dialect, name, columns));
            }
            InDoubt.begins(exchange);
            connection.transact(open -> {
                table = table == null ? SqlTable.of(open, dialect, name, columns) : table;
                table.write(open, rows, (int) Math.max(1, timeout.toSeconds()));
            });
            Sent.answered(exchange, "The database has committed the row.");
        } catch (SQLException e) {
            // it may have been changed: the next time it is looked at again
            table = null;
            throw SqlFaults.of(e);
        }
    }

    private List<String> shown(SqlRow row) {
        List<String> shown = new ArrayList<>(List.of("Table", name.toString()));
        for (int i = 0; i < columns.size(); i++) {
            shown.add(columns.get(i));
            shown.add(String.valueOf(row.values().get(i)));
        }
        return shown;
    }

    @Override
    protected void doStop() {
        if (connection != null) {
            connection.close();
        }
    }
}
