package io.wotnotrelay.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Random;

/** The keys and ids of one conversation and its visitor, shaped like WotNot's. */
record Identity(String conversationKey, long conversationId, String visitorKey, long visitorId) {
    private static final String ACCOUNT_KEY = "VGYh5KEUxnaS043726528180Llb9R8pe";
    private static final int ACCOUNT_ID = 476;
    static final int BOT_ID = 8861;

    /** @param second Unix time, the tail of a conversation's key */
    static Identity random(Random random, long second) {
        return new Identity(
                hex(random) + second,
                1_000_000 + random.nextInt(9_000_000),
                hex(random),
                100_000 + random.nextInt(900_000));
    }

    /** An event of this conversation. */
    ObjectNode event(ObjectNode inner, String timestamp) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.set("event", inner);
        event.putObject("conversation").put("key", conversationKey).put("id", conversationId);
        event.putObject("account")
                .put("key", ACCOUNT_KEY)
                .put("id", ACCOUNT_ID)
                .putObject("bot")
                .put("id", BOT_ID);
        event.putObject("visitor").put("key", visitorKey).put("id", visitorId);
        return event.put("timestamp", timestamp);
    }

    /** Where an agent reads the conversation. */
    String url() {
        return "https://app.example.com/account/" + ACCOUNT_ID + "/live-chat/bot/" + BOT_ID + "/conversations/"
                + conversationKey;
    }

    private static String hex(Random random) {
        return "%016x%016x".formatted(random.nextLong(), random.nextLong());
    }
}
