package io.wotnotrelay.event;

import io.wotnotrelay.event.Event.Actor;
import java.util.Map;

/** Reads who did something: objects of {@code type}, {@code id} and {@code email}. */
final class Actors {
    private static final String[] DOCUMENTED = {
        "message_by", "action_performed_by", "changed_by", "closed_by", "note_by"
    };

    private Actors() {}

    static Actor read(Fields who) {
        return who.isEmpty() ? Actor.NONE : new Actor(who.text("type"), who.text("id"), who.text("email"));
    }

    /** Who did what this payload tells: a documented {@code …_by}, else the first object with such a name. */
    static Actor of(Fields payload) {
        for (String name : DOCUMENTED) {
            if (payload.find(name) instanceof Fields who) {
                return read(who);
            }
        }
        for (Map.Entry<String, Object> e : payload.entrySet()) {
            if (e.getKey().endsWith("_by") && e.getValue() instanceof Fields who) {
                return read(who);
            }
        }
        return Actor.NONE;
    }

    /** As a person reads it: the address, else what is known; null for nobody. */
    static String name(Actor who) {
        if (who.email() != null) {
            return who.email();
        }
        return Line.join(" ", who.type(), who.id());
    }
}
