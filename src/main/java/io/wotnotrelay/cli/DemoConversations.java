package io.wotnotrelay.cli;

import io.wotnotrelay.cli.demo.Screen;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Plays conversations at the demo's webhook as WotNot would, slowly enough to be followed. */
final class DemoConversations {
    private final WebhookClient client;
    private final BooleanSupplier ending;
    private final Screen screen;

    /** @param ending whether the demo is being stopped, so that requests may fail */
    DemoConversations(WebhookClient client, BooleanSupplier ending, Screen screen) {
        this.client = client;
        this.ending = ending;
        this.screen = screen;
    }

    /** @param time for all of them, such as {@code 1m} */
    void play(Conversations conversations, String time, int atTheSameTime) throws InterruptedException {
        List<List<Post>> all = new ArrayList<>();
        conversations.forEachRemaining(all::add);
        int events = all.stream().flatMap(List::stream).mapToInt(Post::events).sum();
        try {
            new Sender(client, Pace.of(events + "/" + time), this::answered).send(all.iterator(), atTheSameTime);
        } catch (Stop e) {
            if (!ending.getAsBoolean()) {
                throw e;
            }
        }
    }

    private void answered(Post post, Answer answer) {
        if (!answer.good() && !ending.getAsBoolean()) {
            screen.news("The relay answered " + answer.status() + ": " + answer.problem());
        }
    }
}
