package io.wotnotrelay.sink;

import java.net.URI;
import java.util.Map;
import java.util.Set;
import org.apache.camel.http.base.HttpOperationFailedException;

/**
 * What Slack answers when it takes no message, by the lists of docs.slack.dev/reference/methods/chat.postMessage and
 * docs.slack.dev/messaging/sending-messages-using-incoming-webhooks: what to mend is said in plain words.
 */
final class SlackFaults {
    private static final Set<String> PASSING = Set.of(
            "internal_error",
            "fatal_error",
            "service_unavailable",
            "request_timeout",
            "team_added_to_org",
            "rollup_error");

    private static final Set<String> QUOTA = Set.of("ratelimited", "rate_limited", "message_limit_exceeded");

    private static final Map<String, String> TO_MEND = Map.ofEntries(
            Map.entry(
                    "channel_not_found",
                    "There is no such channel, or the app cannot see it: check channel, and add the"
                            + " app to a private channel with /invite."),
            Map.entry(
                    "not_in_channel",
                    "The app is not in the channel: type /invite and its name there, or give it the"
                            + " scope chat:write.public."),
            Map.entry("is_archived", "The channel is archived: take it out of the archive, or name another one."),
            Map.entry(
                    "channel_is_archived",
                    "The webhook's channel is archived: take it out of the archive, or make a"
                            + " webhook for another one."),
            Map.entry(
                    "invalid_auth",
                    "Slack does not know the bot token: copy it again from the app's page, under OAuth"
                            + " and Permissions."),
            Map.entry("not_authed", "Slack got no bot token: set botToken."),
            Map.entry(
                    "account_inactive",
                    "The app was removed from the workspace: install it again, and use its new token."),
            Map.entry("token_revoked", "The bot token was revoked: install the app again, and use its new token."),
            Map.entry(
                    "token_expired",
                    "The bot token has expired: turn token rotation off for the app, or use a new token."),
            Map.entry("missing_scope", "The app may not write: give it the scope chat:write, and install it again."),
            Map.entry("invalid_token", "Slack does not know the webhook any more: make a new one and set webhookUrl."),
            Map.entry("no_service", "The webhook was removed or switched off: make a new one and set webhookUrl."),
            Map.entry("no_team", "The webhook's workspace is gone: make a webhook in another one."),
            Map.entry("no_active_hooks", "The webhook was switched off: make a new one and set webhookUrl."),
            Map.entry("action_prohibited", "An admin of the workspace does not let the webhook write: ask them."),
            Map.entry(
                    "posting_to_general_channel_denied",
                    "The app may not write to the workspace's general channel:"
                            + " name another one, or ask an admin."));

    private static final Set<String> PARTS_OF_SETUP = Set.of(
            "restricted", "access", "permission", "not_allowed", "token", "ekm_", "org_login", "enterprise", "admin");

    private SlackFaults() {}

    /** @param error Slack's own word for it */
    static Exception of(URI origin, Answer answer, String error) {
        if (QUOTA.contains(error) || answer.status() == 429) {
            return new HttpOperationFailedException(
                    origin.toString(), 429, "Too Many Requests", null, answer.headers(), "");
        }
        if (TO_MEND.containsKey(error)) {
            return new MisconfiguredException(answer.status(), TO_MEND.get(error));
        }
        if (PASSING.contains(error)) {
            return new NotNowException("Slack has trouble of its own (" + error + ").");
        }
        if (!answer.ok() && !error.matches("[a-z_]+")) {
            return answer.failure(origin);
        }
        return PARTS_OF_SETUP.stream().anyMatch(error::contains)
                ? new MisconfiguredException(
                        answer.status(),
                        "Slack lets the app write nothing (" + error + "): ask an admin of the workspace.")
                : new UnfitEventException("Slack does not take this message (" + error + ")");
    }
}
