package io.wotnotrelay.process;

import java.util.List;
import java.util.stream.Collectors;

/** Requests of text messages. */
final class Bodies {
    private Bodies() {}

    static String batch(String conversation, List<String> texts) {
        return texts.stream().map(t -> item(conversation, t)).collect(Collectors.joining(",", "{\"events\":[", "]}"));
    }

    /** The first event of a conversation, which alone tells the visitor's name. */
    static String begins(String conversation, String name) {
        return """
            {"events":[{"event":{"type":"conversation_create","payload":{"title":"Visitor","is_closed":0,\
            "variables":[{"name":"visitor_name","value":"%s"}]}},"conversation":{"key":"%s","id":1},\
            "account":{"key":"a","id":476,"bot":{"id":8861}},"visitor":{"key":"v","id":1},\
            "timestamp":"2023-09-01 14:13:44.503552"}]}""".formatted(name, conversation);
    }

    private static String item(String conversation, String text) {
        return """
            {"event":{"type":"message","payload":{"message_by":{"email":null,"id":null,"type":"visitor"},\
            "message":{"type":"text","text":"%s"}}},"conversation":{"key":"%s","id":1},\
            "account":{"key":"a","id":476,"bot":{"id":8861}},"visitor":{"key":"v","id":1},\
            "timestamp":"2023-09-01 14:13:45.503552"}""".formatted(text, conversation);
    }
}
