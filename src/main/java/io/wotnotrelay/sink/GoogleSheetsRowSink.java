package io.wotnotrelay.sink;

import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.HttpRequestInitializer;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.services.sheets.v4.Sheets;
import com.google.api.services.sheets.v4.SheetsScopes;
import com.google.auth.http.HttpCredentialsAdapter;
import com.google.auth.oauth2.ServiceAccountCredentials;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;

/**
 * The one step of the Kamelet google-sheets-row-sink: appends a row for each event to a Google sheet, the rows of a batch
 * in one append. It has a client of its own: another destination's account never writes here.
 *
 * <p>What somebody must mend (a sheet that is not shared, a wrong id or name, a dead key) is a
 * {@link MisconfiguredException}; any other status of Google a
 * {@link org.apache.camel.http.base.HttpOperationFailedException}; what the network does its own
 * {@link java.io.IOException}.
 */
public final class GoogleSheetsRowSink extends Sink {
    private static final String SINK = "google-sheets-row-sink";
    private static final Pattern ADDRESS = Pattern.compile("https?://[^/]+/spreadsheets/(?:u/\\d+/)?d/([^/?#]+).*");

    private Columns columns;
    private SheetTable table;
    private GoogleTransport transport;

    @Override
    protected void doInit() throws Exception {
        Parameters parameters = parameters(SINK);
        String id = id(parameters);
        String sheet = parameters.text("sheet");
        columns = Columns.of(getCamelContext(), parameters);
        if (columns.headers().contains(SheetTable.ID)) {
            throw parameters.wrong("columns", "names " + SheetTable.ID + ", which the relay keeps for itself");
        }
        ServiceAccount account = ServiceAccount.of(getCamelContext(), parameters);
        URI root = root(parameters);
        Duration timeout = parameters.duration("timeout", "30s");
        // first the key, so that nothing is open when it makes no sense
        ServiceAccountCredentials credentials = account.credentials(parameters, () -> transport, scopes());
        transport = GoogleTransport.open(getCamelContext(), timeout, List.of(root, account.tokenUri()));
        Spreadsheet spreadsheet = new Spreadsheet(client(root, credentials), id, new GoogleFaults(account, root));
        table = new SheetTable(spreadsheet, root + " " + id + " " + sheet, sheet, columns.headers());
    }

    private static List<String> scopes() {
        return List.of(SheetsScopes.SPREADSHEETS);
    }

    /** The id, also out of the address in a browser. */
    private static String id(Parameters parameters) {
        String given = parameters.required("spreadsheetId").strip();
        Matcher address = ADDRESS.matcher(given);
        String id = address.matches() ? address.group(1) : given;
        if (!id.matches("[A-Za-z0-9_-]+")) {
            throw parameters.wrong(
                    "spreadsheetId", "is not the id of a spreadsheet: it stands in its address between /d/ and /edit");
        }
        return id;
    }

    private URI root(Parameters parameters) {
        String url = parameters.text("rootUrl", Sheets.DEFAULT_ROOT_URL).strip();
        if (Template.start(url, 0) >= 0) {
            throw parameters.wrong("rootUrl", "must be written out, without ${…}");
        }
        return parameters.told(
                "rootUrl", () -> TargetUrl.of(getCamelContext(), url).of(null));
    }

    private Sheets client(URI root, ServiceAccountCredentials credentials) {
        return new Sheets.Builder(transport, GsonFactory.getDefaultInstance(), login(credentials))
                .setRootUrl(root.toString())
                .setApplicationName("wotnot-relay")
                .build();
    }

    /** A token that Google refuses is fetched anew once; everything else is the lane's to repeat. */
    private static HttpRequestInitializer login(ServiceAccountCredentials credentials) {
        HttpCredentialsAdapter login = new HttpCredentialsAdapter(credentials);
        return (HttpRequest request) -> {
            login.initialize(request);
            request.setNumberOfRetries(1).setLoggingEnabled(false).setFollowRedirects(false);
        };
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        InDoubt.prepares(exchange);
        List<List<Object>> rows = new ArrayList<>();
        Columns.each(exchange, event -> rows.add(row(event)));
        if (Sent.stops(exchange)) {
            return;
        }
        if (InDoubt.mayLook(exchange)) {
            leaveOutWhatIsThere(rows, exchange);
        }
        if (!rows.isEmpty()) {
            InDoubt.begins(exchange);
            table.append(rows);
            Sent.answered(exchange, "Google has appended the row.");
        }
    }

    /** A try whose answer was lost may have written all of its rows, or none: Google writes an append whole. */
    private void leaveOutWhatIsThere(List<List<Object>> rows, Exchange exchange) throws Exception {
        Set<String> ids = new HashSet<>();
        rows.forEach(row -> ids.add(id(row)));
        SheetTable.Ids there = table.count(ids);
        InDoubt.End otherwise = there.whole() ? InDoubt.End.MISSING : InDoubt.End.SENT_AGAIN;
        rows.removeIf(row -> {
            int times = there.counts().getOrDefault(id(row), 0);
            boolean found = InDoubt.isThere(exchange, this, id(row), times);
            InDoubt.settled(exchange, id(row), found ? InDoubt.End.FOUND : otherwise);
            return found;
        });
    }

    private static String id(List<Object> row) {
        return row.get(row.size() - 1).toString();
    }

    private List<Object> row(Exchange event) {
        List<Object> row = new ArrayList<>();
        for (Columns.Column column : columns.all()) {
            row.add(SheetCell.of(column.template(), event));
        }
        Sent.show(event, SINK, () -> columns.shown("the Google sheet", row));
        row.add(InDoubt.deliveryId(event));
        return row;
    }

    @Override
    protected void doShutdown() {
        if (transport != null) {
            transport.shutdown();
        }
    }
}
