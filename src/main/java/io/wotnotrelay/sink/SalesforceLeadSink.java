package io.wotnotrelay.sink;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wotnotrelay.event.Event;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;

/**
 * The one step of the Kamelet salesforce-lead-sink: makes or updates a lead, known by an external id of its own
 * (developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/dome_upsert.htm).
 *
 * <p>What has to be mended is a {@link MisconfiguredException}, a lead Salesforce never takes an
 * {@link UnfitEventException}, a used-up quota an {@link org.apache.camel.http.base.HttpOperationFailedException} of 429.
 */
public final class SalesforceLeadSink extends Sink {
    private static final String SINK = "salesforce-lead-sink";
    private static final int LONGEST_ID = 255;
    private static final Map<String, String> STANDARD = standard();

    /** What a lead must have, of which a new one gets something where the event knows nothing. */
    private static final List<String> NEEDED = List.of("LastName", "Company");

    private String path;
    private Template id;
    private FieldTemplates fields;
    private Duration timeout;
    private OAuthToken token;
    private JsonApi salesforce;

    private static Map<String, String> standard() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("LastName", "${body.visitor.name}");
        fields.put("Email", "${body.visitor.email}");
        fields.put("Phone", "${body.visitor.phone}");
        return fields;
    }

    @Override
    protected void doInit() throws Exception {
        Parameters parameters = parameters(SINK);
        timeout = parameters.duration("timeout", "20s");
        URI instance = Credentials.fixedUrl(getCamelContext(), parameters, "instanceUrl");
        String field = name(parameters, "externalIdField", parameters.required("externalIdField"));
        String version = parameters.text("apiVersion", "62.0").strip().replaceFirst("^v", "");
        if (!version.matches("\\d{2,3}\\.\\d")) {
            throw parameters.wrong("apiVersion", "is no version of the API such as 62.0");
        }
        path = "/services/data/v" + version + "/sobjects/Lead/" + field + "/";
        String written = parameters.text("externalId", "${body.conversation.key}");
        id = parameters.told("externalId", () -> Template.of(getCamelContext(), written));
        fields = FieldTemplates.of(getCamelContext(), parameters, "fields", STANDARD, "[A-Za-z][A-Za-z0-9_]*");
        if (fields.names().contains(field)) {
            throw parameters.wrong("fields", "has " + field + ", which externalId fills in");
        }
        String form = form(parameters);
        URI origin = URI.create(instance.getScheme() + "://" + instance.getRawAuthority());
        token = OAuthToken.of(getCamelContext(), URI.create(origin + "/services/oauth2/token"), form, timeout);
        salesforce = JsonApi.at(getCamelContext(), origin, timeout);
    }

    private static String name(Parameters parameters, String parameter, String text) {
        if (!text.strip().matches("[A-Za-z][A-Za-z0-9_]*")) {
            throw parameters.wrong(parameter, "is no API name of a field, such as WotNot_Id__c");
        }
        return text.strip();
    }

    private static String form(Parameters parameters) {
        String client =
                "&client_id=" + Escape.url(parameters.required("clientId").strip());
        String secret = parameters.secret("clientSecret");
        String refresh = parameters.secret("refreshToken");
        if (secret == null && refresh == null) {
            throw parameters.wrong("clientSecret", "is missing: give it, or a refreshToken, or both");
        }
        String shown = secret == null ? "" : "&client_secret=" + Escape.url(secret);
        return refresh == null
                ? "grant_type=client_credentials" + client + shown
                : "grant_type=refresh_token" + client + shown + "&refresh_token=" + Escape.url(refresh);
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        InDoubt.prepares(exchange);
        Map<String, ObjectNode> leads = new LinkedHashMap<>();
        Map<String, String> names = new LinkedHashMap<>();
        Columns.each(exchange, event -> {
            String known = id(event);
            ObjectNode lead = leads.computeIfAbsent(known, k -> JsonNodeFactory.instance.objectNode());
            fields.write(event, lead, SalesforceFields.LONGEST);
            SalesforceFields.cut(lead);
            names.merge(known, someName(event), (before, now) -> now.equals("Visitor") ? before : now);
        });
        leads.forEach(
                (known, lead) -> Sent.show(exchange, SINK, () -> List.of("Lead", known, "Fields", lead.toString())));
        if (Sent.stops(exchange)) {
            return;
        }
        InDoubt.begins(exchange);
        for (Map.Entry<String, ObjectNode> lead : leads.entrySet()) {
            write(lead.getKey(), lead.getValue(), names.get(lead.getKey()));
        }
        Sent.answered(exchange, "Salesforce has taken the lead.");
    }

    private String id(Exchange event) {
        String known = Cell.text(id.write(event, text -> text).strip(), Integer.MAX_VALUE);
        if (known.isEmpty() || known.length() > LONGEST_ID || known.matches("\\.{1,2}")) {
            throw new UnfitEventException(
                    "the event makes no externalId by which Salesforce could know its lead: it is "
                            + (known.isEmpty() ? "empty" : "not one of 1 to " + LONGEST_ID + " characters"));
        }
        return Escape.url(known);
    }

    /** What a lead is called whose visitor has not said a name. */
    private static String someName(Exchange event) {
        if (event.getMessage().getBody() instanceof Event known) {
            return Stream.of(
                            known.visitor().name(),
                            known.visitor().email(),
                            known.visitor().phone())
                    .filter(text -> text != null && !text.isBlank())
                    .findFirst()
                    .orElse("Visitor");
        }
        return "Visitor";
    }

    /** A new lead needs a name and a company; one that is there keeps its own, so they are given only when asked for. */
    private void write(String known, ObjectNode lead, String name) throws Exception {
        Deadline deadline = Deadline.in(timeout);
        JsonApi.Said said = send(known, lead, deadline);
        boolean incomplete = NEEDED.stream().anyMatch(field -> !lead.has(field));
        if (incomplete && SalesforceFaults.code(said).equals("REQUIRED_FIELD_MISSING")) {
            ObjectNode whole = lead.deepCopy();
            if (!whole.has("LastName")) {
                whole.put("LastName", Cell.text(name, 80));
            }
            if (!whole.has("Company")) {
                whole.put("Company", "[not provided]");
            }
            said = send(known, whole, deadline);
        }
        if (!said.ok()) {
            throw SalesforceFaults.of(salesforce.origin(), said);
        }
    }

    private JsonApi.Said send(String known, ObjectNode lead, Deadline deadline) throws Exception {
        String shown = token.show(deadline);
        JsonApi.Said said = patch(known, lead, shown, deadline);
        if (said.status() == 401 && token.renew(shown)) {
            return patch(known, lead, token.show(deadline), deadline);
        }
        return said;
    }

    private JsonApi.Said patch(String known, ObjectNode lead, String shown, Deadline deadline) throws IOException {
        return salesforce.send("PATCH", path + known, Map.of("Authorization", shown), lead, deadline);
    }

    @Override
    protected void doShutdown() {
        if (token != null) {
            token.close();
        }
        if (salesforce != null) {
            salesforce.close();
        }
    }
}
