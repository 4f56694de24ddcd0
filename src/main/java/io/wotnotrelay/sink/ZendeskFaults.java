package io.wotnotrelay.sink;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.http.base.HttpOperationFailedException;

/**
 * What Zendesk answers when it takes no ticket ({@code {"error", "description", "details"}}, developer.zendesk.com
 * under Errors), in plain words. Descriptions may quote the event, so none is shown.
 */
final class ZendeskFaults {
    private ZendeskFaults() {}

    static Exception of(URI origin, JsonApi.Said said) {
        int status = said.status();
        String error = said.json().path("error").asText();
        if (status == 401) {
            return new MisconfiguredException(
                    401,
                    "Zendesk does not know the agent or the API token: correct email and apiToken, and switch token"
                            + " access on in the Admin Center, under Apps and integrations, Zendesk API.");
        }
        if (status == 403) {
            return new MisconfiguredException(
                    403, "The agent may not write tickets: give the role that right, or name another agent.");
        }
        if (status == 404 && !said.json().isObject()) {
            return new MisconfiguredException(404, "There is no Zendesk at this address: correct url.");
        }
        if (status == 404 || status == 409 || error.equals("IdempotentRequestError")) {
            return new NotNowException("The ticket was changed by somebody else at the same time (" + status + ").");
        }
        return status == 422 || status == 400 ? refused(said.json()) : failure(origin, said);
    }

    private static HttpOperationFailedException failure(URI origin, JsonApi.Said said) {
        return said.answer().failure(origin);
    }

    private static Exception refused(JsonNode json) {
        List<String> fields = new ArrayList<>();
        json.path("details").fieldNames().forEachRemaining(name -> {
            if (name.matches("[A-Za-z0-9_.]{1,60}") && fields.size() < 5) {
                fields.add(name);
            }
        });
        String error = json.path("error").asText();
        return new UnfitEventException("Zendesk does not take this ticket"
                + (fields.isEmpty() ? "" : ": wrong is " + String.join(", ", fields))
                + (error.matches("[A-Za-z]{1,60}") ? " (" + error + ")" : ""));
    }
}
