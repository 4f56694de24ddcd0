package io.wotnotrelay.sink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * HubSpot's CRM as developers.hubspot.com/docs/api-reference/crm-contacts-v3/batch/upsert-contacts,
 * …/crm-notes-v3/guide (association 202 is note to contact) and …/error-handling describe it.
 */
public final class FakeHubspot extends FakeApi {
    private static final Set<String> PROPERTIES =
            Set.of("email", "firstname", "lastname", "phone", "company", "hs_lead_status", "amount");

    /** By address. */
    final Map<String, ObjectNode> contacts = new LinkedHashMap<>();

    /** As they were sent. */
    final List<JsonNode> notes = new ArrayList<>();

    int upserts;

    private final String token;

    public FakeHubspot(String token) throws IOException {
        this.token = token;
    }

    @Override
    synchronized Reply answers(Request request) {
        if (!request.header("authorization").equals("Bearer " + token)) {
            return error(401, "INVALID_AUTHENTICATION", "Authentication credentials not found.");
        }
        if (!request.header("content-type").startsWith("application/json")) {
            return error(415, "VALIDATION_ERROR", "Unsupported media type");
        }
        return switch (request.method() + " " + request.path()) {
            case "POST /crm/v3/objects/contacts/batch/upsert" -> upsert(request.json());
            case "POST /crm/v3/objects/notes" -> note(request.json());
            default -> error(404, "OBJECT_NOT_FOUND", "resource not found");
        };
    }

    private Reply upsert(JsonNode request) {
        upserts++;
        Set<String> ids = new HashSet<>();
        if (request.path("inputs").isEmpty() || request.path("inputs").size() > 100) {
            return error(400, "VALIDATION_ERROR", "Between 1 and 100 inputs");
        }
        for (JsonNode input : request.path("inputs")) {
            if (!input.path("idProperty").asText().equals("email")
                    || !ids.add(input.path("id").asText())) {
                return error(400, "VALIDATION_ERROR", "Duplicate IDs found in batch input: [x]");
            }
            Reply refused = refused(input.path("properties"));
            if (refused != null) {
                return refused;
            }
        }
        ObjectNode answer = JSON.createObjectNode().put("status", "COMPLETE");
        for (JsonNode input : request.path("inputs")) {
            String email = input.path("id").asText();
            boolean made = !contacts.containsKey(email);
            ObjectNode contact = contacts.computeIfAbsent(email, e -> JSON.createObjectNode());
            contact.setAll((ObjectNode) input.path("properties"));
            String id = String.valueOf(100 + new ArrayList<>(contacts.keySet()).indexOf(email));
            answer.withArray("results").addObject().put("id", id).put("new", made);
        }
        return Reply.json(200, answer.toString());
    }

    private static Reply refused(JsonNode properties) {
        for (Map.Entry<String, JsonNode> property : properties.properties()) {
            if (!PROPERTIES.contains(property.getKey())) {
                return invalid("PROPERTY_DOESNT_EXIST", property.getKey());
            }
            if (property.getKey().equals("amount")
                    && !property.getValue().asText().matches("\\d+")) {
                return invalid("INVALID_INTEGER", property.getKey());
            }
        }
        String email = properties.path("email").asText();
        return email.matches("[^@\\s]+@[^@\\s]+\\.[a-z]+") ? null : invalid("INVALID_EMAIL", "email");
    }

    private Reply note(JsonNode note) {
        JsonNode association = note.at("/associations/0");
        boolean whole = note.at("/properties/hs_timestamp").isTextual()
                && association.at("/types/0/associationTypeId").asInt() == 202
                && association.at("/types/0/associationCategory").asText().equals("HUBSPOT_DEFINED");
        int contact = association.at("/to/id").asInt() - 100;
        if (!whole || contact < 0 || contact >= contacts.size()) {
            return error(400, "VALIDATION_ERROR", "Invalid association");
        }
        notes.add(note);
        return Reply.json(201, "{\"id\":\"" + notes.size() + "\"}");
    }

    /** The message quotes what was sent, as the real one does. */
    static Reply invalid(String code, String property) {
        String details = "[{\"isValid\":false,\"message\":\"quoted: PROPERTY_DOESNT_EXIST does not exist\",\"error\":\""
                + code + "\",\"name\":\"" + property + "\"}]";
        return error(400, "VALIDATION_ERROR", "Property values were not valid: " + details);
    }

    static Reply error(int status, String category, String message) {
        ObjectNode error = JSON.createObjectNode()
                .put("status", "error")
                .put("message", message)
                .put("correlationId", "aeb5f871-7f07-4993-9211-075dc63e7cbf")
                .put("category", category);
        return Reply.json(status, error.toString());
    }
}
