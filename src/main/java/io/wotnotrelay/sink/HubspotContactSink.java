package io.wotnotrelay.sink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wotnotrelay.event.Batch;
import io.wotnotrelay.event.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Exchange;

/**
 * The one step of the Kamelet hubspot-contact-sink: makes or updates the contact with the event's e-mail address, and
 * writes a note to it if the route says so.
 *
 * <p>What has to be mended is a {@link MisconfiguredException}, a contact HubSpot never takes, or an event without an
 * address, an {@link UnfitEventException}, a 429 an {@link org.apache.camel.http.base.HttpOperationFailedException}.
 */
public final class HubspotContactSink extends Sink {
    private static final String SINK = "hubspot-contact-sink";

    /** developers.hubspot.com/docs/api-reference/crm-contacts-v3/guide and …/crm-notes-v3/guide */
    private static final String CONTACTS = "/crm/v3/objects/contacts/batch/upsert";

    private static final String NOTES = "/crm/v3/objects/notes";

    /** From a note to its contact. */
    private static final int NOTE_TO_CONTACT = 202;

    /** Characters of a property's value, and of a note. */
    private static final int MOST = 65_536;

    private static final Map<String, String> STANDARD =
            Map.of("firstname", "${body.visitor.name}", "phone", "${body.visitor.phone}");

    private Template email;
    private FieldTemplates properties;
    private HtmlNote note;
    private Map<String, String> login;
    private Duration timeout;
    private JsonApi hubspot;

    @Override
    protected void doInit() throws Exception {
        Parameters parameters = parameters(SINK);
        login = Map.of("Authorization", "Bearer " + Credentials.token(parameters, "accessToken"));
        String address = parameters.text("email", "${body.visitor.email}");
        email = parameters.told("email", () -> Template.of(getCamelContext(), address));
        properties = FieldTemplates.of(getCamelContext(), parameters, "properties", STANDARD, "[a-z][a-z0-9_]*");
        if (properties.names().contains("email")) {
            throw parameters.wrong("properties", "has email, which has a parameter of its own");
        }
        String html = parameters.text("note");
        note = html == null ? null : parameters.told("note", () -> new HtmlNote(getCamelContext(), html, MOST));
        timeout = parameters.duration("timeout", "10s");
        hubspot = JsonApi.open(getCamelContext(), parameters, "apiUrl", "https://api.hubapi.com", timeout);
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        InDoubt.prepares(exchange);
        boolean batch = exchange.getMessage().getBody() instanceof Batch;
        if (batch && note != null) {
            throw new MisconfiguredException(
                    0,
                    "A batch and a note do not go together, since a part that fails would write the notes of the others"
                            + " again: take batch out of the options of wotnot:, or note out of the sink.");
        }
        Map<String, ObjectNode> contacts = new LinkedHashMap<>();
        Columns.each(exchange, event -> contact(event, contacts));
        String text = note == null ? null : note.write(exchange);
        Sent.show(
                exchange, SINK, () -> Arrays.asList("Contact", contacts.values().toString(), "Note", text));
        if (Sent.stops(exchange)) {
            return;
        }
        Deadline deadline = Deadline.in(timeout);
        InDoubt.begins(exchange);
        JsonNode written = upsert(contacts, deadline).at("/results/0");
        if (text != null) {
            note(exchange, written.path("id").asText(), text, deadline);
        }
        Sent.answered(exchange, "HubSpot has taken the contact.");
        settle(exchange, written);
    }

    /** Of several events of one visitor the later ones tell more: HubSpot takes an address once in a request. */
    private void contact(Exchange event, Map<String, ObjectNode> contacts) {
        String address = email.write(event, text -> text).strip().toLowerCase(Locale.ROOT);
        if (address.isEmpty()) {
            throw new UnfitEventException(
                    "the event knows no e-mail address, by which HubSpot knows a contact; leave such"
                            + " events out with  filter: \"${body.visitor.email} != null\"  beside events");
        }
        ObjectNode contact = contacts.computeIfAbsent(
                address, a -> JsonNodeFactory.instance.objectNode().put("email", Cell.text(a, 500)));
        properties.write(event, contact, MOST);
    }

    private JsonNode upsert(Map<String, ObjectNode> contacts, Deadline deadline) throws Exception {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        contacts.values()
                .forEach(contact -> request.withArray("inputs")
                        .addObject()
                        .put("idProperty", "email")
                        .put("id", contact.get("email").textValue())
                        .set("properties", contact));
        return send(CONTACTS, request, deadline);
    }

    private void note(Exchange exchange, String contact, String text, Deadline deadline) throws Exception {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.putObject("properties")
                .put("hs_timestamp", time(exchange.getMessage().getBody()).toString())
                .put("hs_note_body", text);
        ObjectNode association = request.putArray("associations").addObject();
        association.putObject("to").put("id", contact);
        association
                .putArray("types")
                .addObject()
                .put("associationCategory", "HUBSPOT_DEFINED")
                .put("associationTypeId", NOTE_TO_CONTACT);
        send(NOTES, request, deadline);
    }

    private static Instant time(Object body) {
        if (body instanceof Event event) {
            return event.occurredAt() == null ? event.receivedAt() : event.occurredAt();
        }
        return Instant.now();
    }

    private JsonNode send(String path, ObjectNode request, Deadline deadline) throws Exception {
        JsonApi.Said said = hubspot.send("POST", path, login, request, deadline);
        if (!said.ok() || said.json().path("numErrors").asInt() > 0) {
            throw HubspotFaults.of(hubspot.origin(), said);
        }
        if (!said.json().isObject()) {
            throw new NotNowException(
                    "What answered in HubSpot's place is no HubSpot: it said no JSON. Is apiUrl right?");
        }
        return said.json();
    }

    /** A contact that is there is not written a second time; whether a note is, HubSpot does not tell at once. */
    private void settle(Exchange exchange, JsonNode written) {
        if (InDoubt.is(exchange)) {
            InDoubt.End contact = written.path("new").asBoolean() ? InDoubt.End.MISSING : InDoubt.End.FOUND;
            InDoubt.settled(exchange, note == null ? contact : InDoubt.End.SENT_AGAIN);
        }
    }

    @Override
    protected void doShutdown() {
        if (hubspot != null) {
            hubspot.close();
        }
    }
}
