package io.wotnotrelay.conversation;

import io.wotnotrelay.event.Event;
import io.wotnotrelay.event.Event.Actor;
import io.wotnotrelay.event.Event.Conversation;
import io.wotnotrelay.event.Event.Visitor;
import io.wotnotrelay.event.Kind;
import io.wotnotrelay.event.Label;
import io.wotnotrelay.log.StoredEvent;
import java.util.List;
import java.util.Set;

/**
 * What is known of a conversation after one of its events. A pure fold: {@link #after} takes one event, and what comes out
 * depends on the events of this conversation and their order alone.
 *
 * <p>The latest event that tells something wins, whatever its type. Within one event a form's answer of type email or
 * phone beats the variable {@code visitor_email} or {@code visitor_phone}. What tells nothing (no such field, empty,
 * WotNot's text "None") changes nothing; but an event of type {@code variables} is about the change itself, so a variable
 * it empties is forgotten here, too. In the order of the fields:
 *
 * @param visitor the key of the visitor whose name, email and phone these are; null where none was told. Those of one
 *     visitor are never given to an event of another
 * @param name variable {@code visitor_name}: of {@code conversation_create}, {@code variables}, a form's answer to it, a
 *     booking, Calendly, JavaScript, or any other payload that carries variables
 * @param email a form's answer of type email, else variable {@code visitor_email}, from the same places
 * @param phone a form's answer of type phone, else variable {@code visitor_phone}, from the same places
 * @param url variable {@code conversation_url}
 * @param title of {@code conversation_create}
 * @param status of {@code conversation_create} ({@code is_closed}) and {@code status}
 * @param labels those added and not deleted since, by {@code conversation_labels}; at most {@value #MOST_LABELS}
 * @param assignee of {@code conversation_create}, and of {@code assignee_change} even when that leaves nobody
 */
public record Context(
        String visitor,
        String name,
        String email,
        String phone,
        String url,
        String title,
        String status,
        List<Label> labels,
        Actor assignee) {
    static final Context NONE = new Context(null, null, null, null, null, null, null, List.of(), Actor.NONE);

    static final int MOST_LABELS = 200;

    /** Kinds that tell something without variables. */
    private static final Set<String> TELLING = Set.of(
            "conversation_create",
            "status",
            "assignee_change",
            "conversation_labels",
            "variables",
            new Kind(Event.WOTNOT, "message", "form.response").key());

    /** Whether {@link #after} can come to anything else than what was known: told without reading the event into its parts. */
    static boolean mayTell(StoredEvent event) {
        return TELLING.contains(event.kind()) || event.mayHoldVariables();
    }

    /** What is known after this event of the conversation; this itself where it tells nothing new. */
    Context after(Event event) {
        if (!Event.WOTNOT.equals(event.source())) {
            return this;
        }
        Context next = new Told(this, event).context();
        return next.equals(this) ? this : next;
    }

    /**
     * The event with all that is known of its conversation, where this is the context after it. Names of visitors are
     * left out when they are of another visitor than the event's.
     */
    public Event on(Event event) {
        Conversation own = event.conversation();
        boolean labelled = event.type().equals(Told.LABELS) || own.labels().isEmpty();
        Conversation conversation = new Conversation(
                own.key(),
                own.id(),
                first(own.url(), url),
                first(own.title(), title),
                first(own.status(), status),
                labelled ? names() : own.labels(),
                Actor.NONE.equals(own.assignee()) ? assignee : own.assignee());
        Visitor who = isOf(event.visitor().key()) ? visitor(event.visitor()) : event.visitor();
        return conversation.equals(own) && who.equals(event.visitor()) ? event : event.with(conversation, who);
    }

    /** Whether the visitor's data here may be this visitor's. */
    boolean isOf(String key) {
        return visitor == null || key == null || visitor.equals(key);
    }

    /** The names of the labels. */
    public List<String> names() {
        return labels.stream().map(Label::name).toList();
    }

    /** About what it costs in memory, in bytes. */
    int weight() {
        int chars = 0;
        for (String text : new String[] {visitor, name, email, phone, url, title, status}) {
            chars += text == null ? 0 : text.length();
        }
        for (Label label : labels) {
            chars += 40 + label.name().length();
        }
        return 250 + 2 * chars;
    }

    private Visitor visitor(Visitor own) {
        return new Visitor(
                own.key(), own.id(), first(own.name(), name), first(own.email(), email), first(own.phone(), phone));
    }

    static String first(String told, String known) {
        return told == null ? known : told;
    }
}
