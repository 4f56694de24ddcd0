package io.wotnotrelay.sink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Salesforce as developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/dome_upsert.htm, …/errorcodes.htm and
 * help.salesforce.com/s/articleView?id=sf.remoteaccess_oauth_client_credentials_flow.htm describe it.
 */
public final class FakeSalesforce extends FakeApi {
    private static final String PATH = "/services/data/v62.0/sobjects/Lead/WotNot_Id__c/";
    private static final String CLIENT = "&client_id=3MVG9.example";
    private static final Set<String> FIELDS =
            Set.of("LastName", "FirstName", "Company", "Email", "Phone", "LeadSource", "Description");

    /** By external id. */
    final Map<String, ObjectNode> leads = new LinkedHashMap<>();

    int tokens;
    int requests;
    private final String secret;
    private String session = "";

    public FakeSalesforce(String secret) throws IOException {
        this.secret = secret;
    }

    /** As an admin ends a session. */
    void endSession() {
        session = "";
    }

    @Override
    synchronized Reply answers(Request request) {
        if (request.path().equals("/services/oauth2/token")) {
            return token(request);
        }
        requests++;
        if (session.isEmpty() || !request.header("authorization").equals("Bearer " + session)) {
            return error(401, "INVALID_SESSION_ID", "Session expired or invalid", "");
        }
        if (!request.method().equals("PATCH") || !request.path().startsWith(PATH)) {
            return error(404, "NOT_FOUND", "Provided external ID field does not exist or is not accessible", "");
        }
        String raw = request.path().substring(PATH.length());
        if (raw.isEmpty() || raw.contains("/") || raw.contains("?")) {
            return error(404, "NOT_FOUND", "The requested resource does not exist", "");
        }
        return upsert(URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8), request.json());
    }

    private Reply token(Request request) {
        String form = request.text();
        boolean client = form.equals("grant_type=client_credentials" + CLIENT + "&client_secret=" + secret);
        boolean refresh =
                form.startsWith("grant_type=refresh_token" + CLIENT) && form.endsWith("&refresh_token=" + secret);
        if (!request.method().equals("POST")
                || !request.header("content-type").startsWith("application/x-www-form-urlencoded")
                || !client && !refresh) {
            return Reply.json(
                    400, "{\"error\":\"invalid_client\",\"error_description\":\"invalid client credentials\"}");
        }
        session = "00D.session" + ++tokens;
        return Reply.json(
                200,
                "{\"access_token\":\"" + session + "\",\"instance_url\":\"" + url()
                        + "\",\"token_type\":\"Bearer\",\"issued_at\":\"1\"}");
    }

    private Reply upsert(String id, JsonNode lead) {
        for (Map.Entry<String, JsonNode> field : lead.properties()) {
            if (!FIELDS.contains(field.getKey())) {
                return error(
                        400, "INVALID_FIELD", "No such column '" + field.getKey() + "' on sobject of type Lead", "");
            }
        }
        String email = lead.path("Email").asText();
        if (!email.isEmpty() && !email.matches("[^@\\s]+@[^@\\s]+\\.[a-z]+")) {
            return error(400, "INVALID_EMAIL_ADDRESS", "Email: invalid email address: " + email, "Email");
        }
        if (lead.path("LastName").asText().length() > 80) {
            return error(400, "STRING_TOO_LONG", "Last Name: data value too large", "LastName");
        }
        boolean there = leads.containsKey(id);
        if (!there && !(lead.has("LastName") && lead.has("Company"))) {
            return error(400, "REQUIRED_FIELD_MISSING", "Required fields are missing: [Company]", "Company");
        }
        leads.computeIfAbsent(id, i -> JSON.createObjectNode()).setAll((ObjectNode) lead);
        return Reply.json(
                there ? 200 : 201, "{\"id\":\"00Q1\",\"success\":true,\"errors\":[],\"created\":" + !there + "}");
    }

    static Reply error(int status, String code, String message, String field) {
        ObjectNode error = JSON.createObjectNode().put("errorCode", code).put("message", message);
        if (!field.isEmpty()) {
            error.putArray("fields").add(field);
        }
        return Reply.json(status, JSON.createArrayNode().add(error).toString());
    }
}
