package io.wotnotrelay.api;

import io.wotnotrelay.event.Event;
import java.util.List;

/** What events tell of their conversation: the latest that told it wins. Takes them newest first, and keeps none. */
final class ConversationFold {
    private String url;
    private String title;
    private String status;
    private List<String> labels = List.of();
    private Event.Actor assignee = Event.Actor.NONE;
    private Event.Visitor visitor = new Event.Visitor(null, null, null, null, null);

    /** An event that came before those it has had. */
    void before(Event event) {
        Event.Conversation told = event.conversation();
        url = later(url, told.url());
        title = later(title, told.title());
        status = later(status, told.status());
        labels = labels.isEmpty() ? told.labels() : labels;
        assignee = Event.Actor.NONE.equals(assignee) ? told.assignee() : assignee;
        visitor = later(visitor, event.visitor());
    }

    ConversationView view(String key, Page<EventSummary> page) {
        return new ConversationView(
                key,
                url,
                title,
                status,
                labels,
                assignee,
                visitor,
                page.items(),
                page.next(),
                page.indexedTo(),
                page.partial());
    }

    private static Event.Visitor later(Event.Visitor known, Event.Visitor told) {
        return new Event.Visitor(
                later(known.key(), told.key()),
                later(known.id(), told.id()),
                later(known.name(), told.name()),
                later(known.email(), told.email()),
                later(known.phone(), told.phone()));
    }

    private static String later(String known, String told) {
        return known != null ? known : told;
    }
}
