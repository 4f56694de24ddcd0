package io.wotnotrelay.conversation;

import io.wotnotrelay.event.Event;
import io.wotnotrelay.event.Event.Actor;
import io.wotnotrelay.event.Label;
import java.util.ArrayList;
import java.util.List;

/** What one event of WotNot's tells, put on what was known before. */
final class Told {
    static final String LABELS = "conversation_labels";

    private static final String VARIABLES = "variables";
    private static final String ASSIGNEE = "assignee_change";

    private final Context known;
    private final Event event;

    Told(Context known, Event event) {
        this.known = known;
        this.event = event;
    }

    Context context() {
        Event.Visitor told = event.visitor();
        Event.Conversation about = event.conversation();
        boolean person = told.name() != null || told.email() != null || told.phone() != null;
        // what was told of one visitor is not put together with what is told of another
        boolean fresh = person && !known.isOf(told.key());
        return new Context(
                person ? Context.first(told.key(), known.visitor()) : known.visitor(),
                value(told.name(), fresh ? null : known.name(), "visitor_name"),
                value(told.email(), fresh ? null : known.email(), "visitor_email"),
                value(told.phone(), fresh ? null : known.phone(), "visitor_phone"),
                value(about.url(), known.url(), "conversation_url"),
                Context.first(about.title(), known.title()),
                Context.first(about.status(), known.status()),
                labels(),
                assignee(about.assignee()));
    }

    private String value(String told, String before, String variable) {
        boolean cleared = told == null
                && event.type().equals(VARIABLES)
                && event.variables().containsKey(variable)
                && known.isOf(event.visitor().key());
        return cleared ? null : Context.first(told, before);
    }

    private Actor assignee(Actor told) {
        return Actor.NONE.equals(told) && !event.type().equals(ASSIGNEE) ? known.assignee() : told;
    }

    /** The payload names the labels that were added or deleted, not all there are. */
    private List<Label> labels() {
        if (!event.type().equals(LABELS)) {
            return known.labels();
        }
        String action = String.valueOf(event.payload().get("action"));
        boolean added = action.equals("added");
        if (!added && !action.equals("deleted") && !action.equals("removed")) {
            return known.labels();
        }
        List<Label> labels = new ArrayList<>(known.labels());
        for (Label label : Label.in(event.payload())) {
            labels.removeIf(label::means);
            if (added) {
                labels.add(label);
            }
        }
        int over = Math.max(0, labels.size() - Context.MOST_LABELS);
        return List.copyOf(labels.subList(over, labels.size()));
    }
}
