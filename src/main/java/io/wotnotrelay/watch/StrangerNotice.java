package io.wotnotrelay.watch;

import io.wotnotrelay.event.OwnKinds;
import java.util.List;
import java.util.Set;

/** What is said of what WotNot does not document. */
final class StrangerNotice {
    /** Parts of an item of which WotNot documents what is in them. */
    static final Set<String> PARTS = Set.of("event", "conversation", "account", "visitor");

    private StrangerNotice() {}

    static Notice type(String name, String event, long now) {
        boolean ours = name.startsWith(OwnKinds.PREFIX);
        String toDo = "It is kept and goes to every destination whose events are all"
                + (ours
                        ? ", and to no other: it bears a name of the relay's own, and is none of them."
                        : "; name it in events to get it elsewhere.");
        return new Notice(
                OwnKinds.UNKNOWN_TYPE,
                now,
                "WotNot sent an event of the type " + name + ", which it does not document, for the first time (event "
                        + event + "). " + toDo,
                Notice.facts("state", "type", "name", name, "fields", List.of(), "eventId", event, "toDo", toDo));
    }

    static Notice fields(List<String> names, String type, String event, long now) {
        String toDo = "They are kept; a template reads them as ${body.extra." + names.get(0) + "}.";
        String text = "WotNot sent fields that it does not document, for the first time: " + String.join(", ", names)
                + " (in a " + type + ", event " + event + "). " + toDo;
        return new Notice(
                OwnKinds.UNKNOWN_TYPE,
                now,
                text,
                Notice.facts("state", "field", "name", type, "fields", names, "eventId", event, "toDo", toDo));
    }
}
