package io.wotnotrelay.sink;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Telegram's Bot API as core.telegram.org/bots/api describes it: #making-requests, #sendmessage and, of #html-style, which
 * tags there are and that all other {@code <}, {@code >} and {@code &} are entities.
 */
public final class FakeTelegram extends FakeApi {
    private static final Pattern TAG =
            Pattern.compile("</?(?:b|strong|i|em|u|ins|s|strike|del|code|pre|blockquote)>|<a href=\"[^\"<>]*\">|</a>");

    private static final Pattern ENTITY = Pattern.compile("&(?:lt|gt|amp|quot|#\\d+|#x[0-9a-f]+);");

    final List<JsonNode> messages = new ArrayList<>();
    private final String token;
    private final String chat;

    public FakeTelegram(String token, String chat) throws IOException {
        this.token = token;
        this.chat = chat;
    }

    @Override
    synchronized Reply answers(Request request) {
        if (!request.path().startsWith("/bot" + token + "/")) {
            return error(401, "Unauthorized", "");
        }
        if (!request.path().endsWith("/sendMessage")) {
            return error(404, "Not Found", "");
        }
        JsonNode message = request.json();
        if (!message.path("chat_id").asText().equals(chat)) {
            return error(400, "Bad Request: chat not found", "");
        }
        if (!message.path("parse_mode").asText().equals("HTML")) {
            return error(400, "Bad Request: unsupported parse_mode", "");
        }
        String text = read(message.path("text").asText());
        if (text == null) {
            return error(400, "Bad Request: can't parse entities: Unsupported start tag", "");
        }
        if (text.isBlank() || text.length() > 4096) {
            return error(
                    400,
                    text.isBlank() ? "Bad Request: message text is empty" : "Bad Request: message is too long",
                    "");
        }
        messages.add(message);
        return Reply.json(200, "{\"ok\":true,\"result\":{\"message_id\":" + messages.size() + "}}");
    }

    /** What a person sees; null where the markup makes no sense. */
    static String read(String html) {
        String bare = TAG.matcher(html).replaceAll("");
        if (bare.contains("<")
                || bare.contains(">")
                || ENTITY.matcher(bare).replaceAll("").contains("&")) {
            return null;
        }
        return ENTITY.matcher(bare)
                .replaceAll(found -> Matcher.quoteReplacement(
                        switch (found.group()) {
                            case "&lt;" -> "<";
                            case "&gt;" -> ">";
                            case "&amp;" -> "&";
                            case "&quot;" -> "\"";
                            default -> "'";
                        }));
    }

    static Reply error(int status, String description, String parameters) {
        return Reply.json(
                status,
                "{\"ok\":false,\"error_code\":" + status + ",\"description\":\"" + description + "\""
                        + (parameters.isEmpty() ? "" : ",\"parameters\":{" + parameters + "}") + "}");
    }
}
