package io.wotnotrelay.sink;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.http.base.HttpOperationFailedException;

/**
 * What HubSpot answers when it takes no contact, by developers.hubspot.com/docs/api-reference/error-handling: what to mend
 * is said in plain words, and what quotes the event is not shown.
 */
final class HubspotFaults {
    /** Of {@code Property values were not valid: [{"isValid":false,…,"error":"INVALID_EMAIL","name":"email"}]}. */
    private static final Pattern CODE = Pattern.compile("\"error\"\\s*:\\s*\"([A-Z_]+)\"");

    private static final Pattern NAME = Pattern.compile("\"name\"\\s*:\\s*\"([a-z0-9_]+)\"");

    private static final Set<String> TO_MEND = Set.of("PROPERTY_DOESNT_EXIST", "READ_ONLY_VALUE", "INVALID_PROPERTY");

    private static final Map<String, String> WORDS = Map.of(
            "INVALID_EMAIL", "HubSpot takes no such e-mail address",
            "INVALID_OPTION", "it is none of the property's options",
            "INVALID_INTEGER", "it is no whole number",
            "INVALID_LONG", "it is no whole number",
            "INVALID_DOUBLE", "it is no number",
            "INVALID_DATE", "it is no date",
            "INVALID_PHONE_NUMBER", "it is no telephone number",
            "REQUIRED_FIELD", "it must not be empty");

    /** 423: too much at once; 477: the account is being moved (both are to be tried again). */
    private static final Set<Integer> PASSING = Set.of(423, 477);

    private HubspotFaults() {}

    static Exception of(URI origin, JsonApi.Said said) {
        int status = said.status();
        if (status == 401) {
            return new MisconfiguredException(
                    401,
                    "HubSpot does not know the access token, or it has expired: copy it again from the private app's"
                            + " page, under Auth.");
        }
        if (status == 403) {
            return new MisconfiguredException(
                    403,
                    "The access token may not write contacts: give the private app the scopes"
                            + " crm.objects.contacts.read and crm.objects.contacts.write, and use its new token.");
        }
        if (PASSING.contains(status)) {
            return new HttpOperationFailedException(
                    origin.toString(), 503, "", null, said.answer().headers(), "");
        }
        if (status == 409) {
            return new NotNowException("HubSpot is writing the same contact for somebody else (409).");
        }
        return status == 400 || said.ok()
                ? invalid(status, first(said.json()))
                : said.answer().failure(origin);
    }

    /** Of a batch that was taken in part, the first that was not. */
    private static JsonNode first(JsonNode json) {
        return json.path("numErrors").asInt() > 0 ? json.at("/errors/0") : json;
    }

    private static Exception invalid(int status, JsonNode error) {
        String message = error.path("message").asText();
        JsonNode detail = error.at("/errors/0");
        String code = find(CODE, message, detail.path("code").asText());
        String name = find(NAME, message, detail.at("/context/propertyName/0").asText());
        if (TO_MEND.contains(code)) {
            return new MisconfiguredException(
                    status,
                    "HubSpot has no contact property " + (name.isEmpty() ? "of a name in properties" : name)
                            + " that can be written (" + code + "): mend properties, or make it in HubSpot's settings,"
                            + " under Properties.");
        }
        if (name.isEmpty() && code.isEmpty()) {
            return new UnfitEventException("HubSpot does not take this contact ("
                    + Escape.header(error.path("category").asText("no reason given")) + ")");
        }
        return new UnfitEventException("HubSpot does not take the property " + name + ": "
                + WORDS.getOrDefault(code, "it does not fit") + " (" + code + ")");
    }

    private static String find(Pattern pattern, String message, String otherwise) {
        Matcher found = pattern.matcher(message);
        String text = found.find() ? found.group(1) : otherwise;
        return text.matches("[A-Za-z0-9_]{1,100}") ? text : "";
    }
}
