package io.wotnotrelay.sink;

import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.http.base.HttpOperationFailedException;

/**
 * What a Teams webhook answers when it takes no card, in plain words. A workflow answers {@code {"error": {"code"}}}; a
 * connector of the old kind answers 200 and tells the failure in its text
 * (learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using, Rate limiting).
 */
final class TeamsFaults {
    private static final Pattern OLD = Pattern.compile("returned HTTP error (\\d{3})");

    private static final Set<String> OFF = Set.of("WorkflowTriggerIsNotEnabled", "WorkflowDisabled", "FlowDisabled");

    private TeamsFaults() {}

    /** The failure, or null where the card was taken. */
    static Exception of(URI origin, JsonApi.Said said) {
        Matcher old = OLD.matcher(said.ok() ? said.answer().text() : "");
        int status = old.find() ? Integer.parseInt(old.group(1)) : said.status();
        if (status >= 200 && status < 300) {
            return null;
        }
        String code = said.json().at("/error/code").asText();
        if (OFF.contains(code)) {
            return mend(status, "The workflow is switched off: turn it on in Power Automate.");
        }
        if (status == 401 || status == 403) {
            return mend(status, "The webhook's address is not complete, or no longer valid: copy it again, whole.");
        }
        if (status == 404 || status == 410 || code.equals("WorkflowNotFound")) {
            return mend(status, "The workflow of the webhook is gone: make a new one and set url.");
        }
        if (status == 400 || status == 413) {
            return new UnfitEventException("Teams does not take this card (" + status + ")");
        }
        return failure(origin, status, said.answer().headers());
    }

    private static Exception failure(URI origin, int status, Map<String, String> headers) {
        return status == 408
                ? new NotNowException("Teams did not answer the workflow in time (408).")
                : new HttpOperationFailedException(origin.toString(), status, "", null, headers, "");
    }

    private static MisconfiguredException mend(int status, String sentence) {
        return new MisconfiguredException(status, sentence);
    }
}
