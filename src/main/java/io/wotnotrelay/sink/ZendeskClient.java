package io.wotnotrelay.sink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Closeable;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.CamelContext;

/** Zendesk's Ticketing API (developer.zendesk.com/api-reference/ticketing/tickets/tickets). */
final class ZendeskClient implements Closeable {
    /** The name of the delivery's id in the metadata of a ticket's audit. */
    static final String MARK = "wotnot_relay";

    private static final String TICKETS = "/api/v2/tickets";

    /** Pages of a ticket's audits that are looked through, of 100 each. */
    private static final int PAGES = 20;

    private final JsonApi api;
    private final String login;

    /** One that is there. */
    record Ticket(long id, boolean closed) {}

    private ZendeskClient(JsonApi api, String login) {
        this.api = api;
        this.login = login;
    }

    static ZendeskClient open(CamelContext context, Parameters parameters, Duration timeout) throws Exception {
        URI url = Credentials.fixedUrl(context, parameters, "url");
        String agent = parameters.required("email").strip();
        String token = Credentials.token(parameters, "apiToken");
        URI origin = URI.create(url.getScheme() + "://" + url.getRawAuthority());
        return new ZendeskClient(JsonApi.at(context, origin, timeout), Credentials.basic(agent + "/token", token));
    }

    /** The newest with this external id, or null. */
    Ticket find(String externalId, Deadline deadline) throws Exception {
        JsonNode found = send("GET", TICKETS + "?external_id=" + Escape.url(externalId), Map.of(), null, deadline);
        Ticket newest = null;
        for (JsonNode ticket : found.path("tickets")) {
            long id = ticket.path("id").asLong();
            if (newest == null || id > newest.id()) {
                newest = new Ticket(id, ticket.path("status").asText().equals("closed"));
            }
        }
        return newest;
    }

    /** Whether a delivery has been written to the ticket already. */
    boolean holds(Ticket ticket, String deliveryId, Deadline deadline) throws Exception {
        String page = TICKETS + "/" + ticket.id() + "/audits?page%5Bsize%5D=100";
        String after = "";
        for (int i = 0; i < PAGES; i++) {
            JsonNode audits = send("GET", page + after, Map.of(), null, deadline);
            for (JsonNode audit : audits.path("audits")) {
                if (audit.at("/metadata/custom/" + MARK).asText().equals(deliveryId)) {
                    return true;
                }
            }
            if (!audits.at("/meta/has_more").asBoolean()) {
                return false;
            }
            after = "&page%5Bafter%5D="
                    + Escape.url(audits.at("/meta/after_cursor").asText());
        }
        return false;
    }

    void comment(Ticket ticket, ObjectNode change, Deadline deadline) throws Exception {
        send("PUT", TICKETS + "/" + ticket.id(), Map.of(), change, deadline);
    }

    /** Zendesk answers the same key with the same ticket for two hours. */
    void create(ObjectNode ticket, String key, Deadline deadline) throws Exception {
        send("POST", TICKETS, Map.of("Idempotency-Key", Escape.header(key)), ticket, deadline);
    }

    private JsonNode send(String method, String path, Map<String, String> more, ObjectNode ticket, Deadline deadline)
            throws Exception {
        Map<String, String> headers = new HashMap<>(more);
        headers.put("Authorization", login);
        JsonNode body =
                ticket == null ? null : JsonNodeFactory.instance.objectNode().set("ticket", ticket);
        JsonApi.Said said = api.send(method, path, headers, body, deadline);
        if (!said.ok()) {
            throw ZendeskFaults.of(api.origin(), said);
        }
        if (!said.json().isObject()) {
            throw new NotNowException("What answered in Zendesk's place is no Zendesk: it said no JSON. Is url right?");
        }
        return said.json();
    }

    @Override
    public void close() {
        api.close();
    }
}
