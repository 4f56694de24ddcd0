package io.wotnotrelay.sink;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A webhook of Teams as learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using
 * describes it: one Adaptive Card in a message of at most 28 KB, by the schema of adaptivecards.io.
 */
public final class FakeTeams extends FakeApi {
    final List<JsonNode> cards = new ArrayList<>();

    public FakeTeams() throws IOException {}

    public String webhook() {
        return url() + "/workflows/abc/triggers/manual/paths/invoke?api-version=1&sp=%2Ftriggers%2Fmanual&sig=geheim";
    }

    @Override
    synchronized Reply answers(Request request) {
        if (!webhook().equals(url() + request.path())) {
            return Reply.json(401, "{\"error\":{\"code\":\"DirectApiAuthorizationRequired\"}}");
        }
        JsonNode attachment = request.json().at("/attachments/0");
        JsonNode card = attachment.path("content");
        boolean whole = request.json().path("type").asText().equals("message")
                && attachment.path("contentType").asText().equals("application/vnd.microsoft.card.adaptive")
                && card.path("type").asText().equals("AdaptiveCard")
                && !card.path("body").isEmpty();
        if (!whole || request.text().getBytes(StandardCharsets.UTF_8).length > 28 * 1024) {
            return Reply.json(400, "{\"error\":{\"code\":\"InvalidRequestContent\"}}");
        }
        cards.add(card);
        return new Reply(202, java.util.Map.of(), "");
    }
}
