package io.wotnotrelay.event;

import io.wotnotrelay.event.Event.Account;
import io.wotnotrelay.event.Event.Actor;
import io.wotnotrelay.event.Event.Attachment;
import io.wotnotrelay.event.Event.Bot;
import io.wotnotrelay.event.Event.Conversation;
import io.wotnotrelay.event.Event.Visitor;
import java.util.function.UnaryOperator;

/** Copies an event while every text of it goes through a function; what is null stays null. */
final class EventTexts {
    private final UnaryOperator<String> function;

    EventTexts(UnaryOperator<String> function) {
        this.function = function;
    }

    Event of(Event e) {
        return new Event(
                e.schema(),
                of(e.id()),
                e.seq(),
                of(e.source()),
                of(e.type()),
                of(e.subtype()),
                e.occurredAt(),
                e.receivedAt(),
                of(e.actor()),
                of(e.conversation()),
                of(e.visitor()),
                new Account(of(e.account().key()), of(e.account().id())),
                new Bot(of(e.bot().id()), of(e.bot().name())),
                of(e.text()),
                e.variables().mapText(function),
                of(e.attachment()),
                e.payload().mapText(function).printing(() -> function.apply(e.toString())),
                e.extra().mapText(function),
                of(e.raw()));
    }

    private String of(String text) {
        return text == null ? null : function.apply(text);
    }

    private Actor of(Actor a) {
        return new Actor(of(a.type()), of(a.id()), of(a.email()));
    }

    private Conversation of(Conversation c) {
        return new Conversation(
                of(c.key()),
                of(c.id()),
                of(c.url()),
                of(c.title()),
                of(c.status()),
                c.labels().stream().map(this::of).toList(),
                of(c.assignee()));
    }

    private Visitor of(Visitor v) {
        return new Visitor(of(v.key()), of(v.id()), of(v.name()), of(v.email()), of(v.phone()));
    }

    private Attachment of(Attachment a) {
        return new Attachment(of(a.link()), of(a.mimeType()), of(a.fileName()));
    }
}
