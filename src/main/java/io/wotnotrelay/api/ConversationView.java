package io.wotnotrelay.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.wotnotrelay.event.Event;
import java.util.List;

/**
 * A conversation: its events, oldest first, and what the events of this page tell of it.
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
        @JsonInclude(JsonInclude.Include.NON_NULL) Boolean partial) {}
