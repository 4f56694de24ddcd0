package io.wotnotrelay.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.wotnotrelay.event.Event;
import java.util.List;

/**
 * A conversation: its events, oldest first, and what was known of it after the last of them.
 *
 * @param next what to give as {@code after} for the events before these; null at the conversation's beginning
 */
record ConversationView(
        String key,
        String url,
        String title,
        String status,
        List<String> labels,
        Event.Actor assignee,
        Event.Visitor visitor,
        List<EventSummary> items,
        String next,
        long indexedTo,
        @JsonInclude(JsonInclude.Include.NON_NULL) Boolean partial) {
    static ConversationView of(String key, Event.Conversation known, Event.Visitor visitor, Page<EventSummary> page) {
        return new ConversationView(
                key,
                known.url(),
                known.title(),
                known.status(),
                known.labels(),
                known.assignee(),
                visitor,
                page.items(),
                page.next(),
                page.indexedTo(),
                page.partial());
    }
}
