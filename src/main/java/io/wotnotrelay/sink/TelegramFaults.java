package io.wotnotrelay.sink;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.http.base.HttpOperationFailedException;

/**
 * What Telegram answers when it takes no message ({@code {"ok": false, "error_code", "description", "parameters"}},
 * core.telegram.org/bots/api#making-requests), in plain words.
 */
final class TelegramFaults {
    private static final Map<String, String> TO_MEND = toMend();

    private TelegramFaults() {}

    /** By words of the description, the most telling first. */
    private static Map<String, String> toMend() {
        Map<String, String> mend = new LinkedHashMap<>();
        mend.put(
                "chat not found",
                "Telegram knows no such chat, or the bot is not in it: correct chatId, and add the bot.");
        mend.put("chat_id is empty", "Telegram knows no such chat: correct chatId.");
        mend.put("thread not found", "The chat has no such topic: correct threadId.");
        mend.put("topic_closed", "The topic of the chat is closed: open it, or name another threadId.");
        mend.put("can't parse entities", "Telegram does not understand the markup of text: correct its tags.");
        mend.put("not enough rights", "The bot may not write in the chat: give it the right to.");
        mend.put("have no rights", "The bot may not write in the chat: give it the right to.");
        mend.put("chat_write_forbidden", "The bot may not write in the chat: give it the right to.");
        mend.put(
                "need administrator rights",
                "The bot may not write in the channel: make it one of its administrators.");
        mend.put(
                "bot was blocked",
                "The user has blocked the bot: ask them to let it write again, or name another chat.");
        mend.put("kicked", "The bot was removed from the chat: add it again.");
        mend.put("not a member", "The bot is not in the chat: add it.");
        mend.put("can't initiate", "A bot cannot write to a user first: let them send it a message.");
        mend.put("user is deactivated", "The user is gone: name another chat.");
        return mend;
    }

    static Exception of(URI origin, JsonApi.Said said) {
        int status = said.json().path("error_code").asInt(said.status());
        if (status == 429) {
            Map<String, String> headers = new LinkedHashMap<>(said.answer().headers());
            headers.put("Retry-After", said.json().at("/parameters/retry_after").asText("30"));
            return new HttpOperationFailedException(origin.toString(), 429, "Too Many Requests", null, headers, "");
        }
        if (status == 401 || status == 404) {
            return new MisconfiguredException(
                    status, "Telegram does not know the bot token: ask @BotFather for it, and correct botToken.");
        }
        if (said.json().at("/parameters/migrate_to_chat_id").isNumber()) {
            return new MisconfiguredException(
                    status,
                    "The group became a supergroup: set chatId to "
                            + said.json().at("/parameters/migrate_to_chat_id").asLong() + ".");
        }
        return status == 400 || status == 403 ? refused(status, said) : other(origin, said);
    }

    private static Exception refused(int status, JsonApi.Said said) {
        String description = said.json().path("description").asText().toLowerCase(Locale.ROOT);
        for (Map.Entry<String, String> mend : TO_MEND.entrySet()) {
            if (description.contains(mend.getKey())) {
                return new MisconfiguredException(status, mend.getValue());
            }
        }
        return status == 403
                ? new MisconfiguredException(
                        403, "Telegram lets the bot write nothing in the chat: look after its rights.")
                : new UnfitEventException("Telegram does not take this message (400)");
    }

    private static Exception other(URI origin, JsonApi.Said said) {
        return said.ok()
                ? new NotNowException("What answered in Telegram's place is no Telegram. Is apiUrl right?")
                : said.answer().failure(origin);
    }
}
