package io.wotnotrelay.conversation;

import io.wotnotrelay.log.NewEvent;
import java.util.Random;
import java.util.stream.Stream;

/** Events of a few conversations, mingled. */
record RandomTalk(Random random) {
    NewEvent[] events(int many) {
        return Stream.generate(this::event).limit(many).toArray(NewEvent[]::new);
    }

    private NewEvent event() {
        String name = "n" + random.nextInt(4);
        Talk talk = new Talk("c" + random.nextInt(5), random.nextInt(8) == 0 ? "other" : "v");
        return switch (random.nextInt(10)) {
            case 0 -> talk.begins(name, "https://example.com/" + random.nextInt(3));
            case 1 -> talk.answers(name + "@example.com", random.nextBoolean() ? "" : "1" + name);
            case 2 ->
                talk.sets(
                        "visitor_" + (random.nextBoolean() ? "name" : "phone"),
                        random.nextBoolean() ? "null" : "\"" + name + "\"");
            case 3 -> talk.books(name);
            case 4 -> talk.labels(random.nextBoolean() ? "added" : "deleted", "[{\"id\":" + random.nextInt(3) + "}]");
            case 5 -> talk.assigns(random.nextBoolean() ? null : name + "@example.com");
            case 6 -> talk.closes();
            default -> talk.says(name);
        };
    }
}
