package io.wotnotrelay.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Who takes part in a made-up conversation. Names are invented, addresses are example.com, phones are 555-01xx. */
final class People {
    private static final List<String> FIRST = List.of(
            "Ada", "Bruno", "Chiara", "Dmitri", "Esi", "Farah", "Goran", "Hana", "Ivo", "Jaya", "Kofi", "Lena", "Mateo",
            "Noor", "Oona", "Priya", "Quentin", "Rosa", "Søren", "Tomoko");
    private static final List<String> LAST = List.of(
            "Adeyemi",
            "Bergmann",
            "Castillo",
            "Dubois",
            "Eriksen",
            "Fujita",
            "García",
            "Haddad",
            "Iyer",
            "Jensen",
            "Kowalska",
            "Lindqvist",
            "Moreau",
            "Nakamura",
            "O'Neill",
            "Petrov",
            "Rossi",
            "Sharma",
            "Tan",
            "Weber");

    static final ObjectNode BOT = actor("bot", "8181", "bot@example.com");
    static final ObjectNode VISITOR = actor("visitor", null, null);

    private People() {}

    /**
     * A visitor.
     *
     * @param phone in the international form
     */
    record Visitor(String name, String email, String phone) {}

    static Visitor visitor(Random random) {
        String first = pick(random, FIRST);
        String last = pick(random, LAST);
        String mailbox = (first + "." + last).toLowerCase(Locale.ROOT).replaceAll("[^a-z.]", "");
        return new Visitor(
                first + " " + last, mailbox + "@example.com", "+155555501%02d".formatted(random.nextInt(100)));
    }

    static ObjectNode agent(Random random) {
        int number = random.nextInt(4);
        return actor("user", String.valueOf(8292 + number), "agent" + (number + 1) + "@example.com");
    }

    static <T> T pick(Random random, List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private static ObjectNode actor(String type, String id, String email) {
        ObjectNode actor = JsonNodeFactory.instance.objectNode();
        return actor.put("email", email).put("id", id).put("type", type);
    }
}
