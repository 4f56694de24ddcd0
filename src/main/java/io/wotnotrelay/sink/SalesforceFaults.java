package io.wotnotrelay.sink;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.camel.http.base.HttpOperationFailedException;

/**
 * What Salesforce answers when it takes no lead: {@code [{"errorCode", "message", "fields"}]}
 * (developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/errorcodes.htm), in plain words. A message may quote
 * the event, so none is shown.
 */
final class SalesforceFaults {
    private static final Map<String, String> TO_MEND = Map.ofEntries(
            Map.entry(
                    "INVALID_SESSION_ID",
                    "Salesforce refuses the access token it has just given: let the app's user use the API."),
            Map.entry(
                    "NOT_FOUND",
                    "Salesforce knows no such external id field of leads: correct externalIdField, tick External ID"
                            + " and Unique at the field, and let the app's user see it."),
            Map.entry("INVALID_FIELD", "A lead has no such field, or the app's user does not see it: correct fields."),
            Map.entry(
                    "INVALID_FIELD_FOR_INSERT_UPDATE",
                    "A field can only be read: take it out of fields, or let the app's user edit it."),
            Map.entry("INVALID_TYPE", "Salesforce knows no leads here: let the app's user see them."),
            Map.entry(
                    "API_DISABLED_FOR_ORG",
                    "The API is off for this organization or user: switch it on, or take another edition."),
            Map.entry("API_CURRENTLY_DISABLED", "The API is switched off for this organization: switch it on."),
            Map.entry(
                    "INSUFFICIENT_ACCESS_OR_READONLY",
                    "The app's user may not write leads: give it the right to create and edit them."),
            Map.entry(
                    "INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY",
                    "The app's user may not use what a lead refers to, such as its owner: give it the right."));

    private static final Set<String> QUOTA = Set.of("REQUEST_LIMIT_EXCEEDED", "CONCURRENT_REQUEST_LIMIT_EXCEEDED");

    private static final Set<String> PASSING =
            Set.of("UNABLE_TO_LOCK_ROW", "SERVER_UNAVAILABLE", "UNKNOWN_EXCEPTION", "QUERY_TIMEOUT");

    private static final Map<String, String> WORDS = Map.of(
            "REQUIRED_FIELD_MISSING", "a field that must be there is empty",
            "INVALID_EMAIL_ADDRESS", "it takes no such e-mail address",
            "STRING_TOO_LONG", "a value is too long for its field",
            "JSON_PARSER_ERROR", "a value is not of its field's type",
            "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST", "a value is none of those to choose from",
            "DUPLICATES_DETECTED", "a duplicate rule finds the lead elsewhere",
            "DUPLICATE_VALUE", "another record has a value of which each must be the only one",
            "FIELD_CUSTOM_VALIDATION_EXCEPTION", "a validation rule forbids it",
            "CANNOT_UPDATE_CONVERTED_LEAD", "the lead has been converted already");

    private SalesforceFaults() {}

    /** The first error's code; empty where there is none. */
    static String code(JsonApi.Said said) {
        String code = said.json().at("/0/errorCode").asText();
        return said.ok() || !code.matches("[A-Z_]{1,80}") ? "" : code;
    }

    static Exception of(URI origin, JsonApi.Said said) {
        String code = code(said);
        if (QUOTA.contains(code)) {
            return new HttpOperationFailedException(
                    origin.toString(),
                    429,
                    "Too Many Requests",
                    null,
                    said.answer().headers(),
                    "");
        }
        if (PASSING.contains(code)) {
            return new NotNowException("Salesforce cannot do it now (" + code + ").");
        }
        if (said.status() == 300) {
            return new MisconfiguredException(
                    300, "Several leads have the same external id: tick Unique at the field, or name another one.");
        }
        if (TO_MEND.containsKey(code)) {
            return new MisconfiguredException(said.status(), TO_MEND.get(code) + fields(said.json(), " It is about "));
        }
        return said.status() == 400 && !code.isEmpty()
                ? new UnfitEventException("Salesforce does not take this lead: "
                        + WORDS.getOrDefault(code, "a value does not fit") + " (" + code
                        + fields(said.json(), ", ") + ")")
                : said.answer().failure(origin);
    }

    private static String fields(JsonNode json, String before) {
        String names = StreamSupport.stream(json.at("/0/fields").spliterator(), false)
                .map(JsonNode::asText)
                .filter(name -> name.matches("[A-Za-z0-9_.]{1,80}"))
                .limit(5)
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "" : before + names;
    }
}
