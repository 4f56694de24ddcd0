package io.wotnotrelay.sink;

import io.wotnotrelay.event.Batch;
import io.wotnotrelay.event.Event;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;

/** The mail of a route that gives no texts: the summary of each event, as plain text and as simple HTML. */
final class DefaultMail {
    /** Characters of an event's text in the subject. */
    private static final int SUBJECT = 120;

    private DefaultMail() {}

    static String subject(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        if (body instanceof Event event) {
            return line(event);
        }
        if (body instanceof Batch batch && batch.size() == 1) {
            return line(batch.events().get(0));
        }
        return body instanceof Batch batch
                ? batch.size() + " events from WotNot"
                : MailText.cut(MailText.line(held(exchange)), SUBJECT);
    }

    private static String line(Event event) {
        EventSummary summary = EventSummary.of(event);
        String who = summary.who().isEmpty() ? "" : MailText.cut(MailText.line(summary.who()), 60) + ": ";
        return who + MailText.cut(MailText.line(MailText.cut(summary.what(), 4 * SUBJECT)), SUBJECT);
    }

    static String plain(Exchange exchange) {
        List<EventSummary> summaries = summaries(exchange);
        return summaries == null
                ? MailText.plain(held(exchange))
                : summaries.stream().map(DefaultMail::plain).collect(Collectors.joining("\n----\n\n"));
    }

    private static String plain(EventSummary summary) {
        StringBuilder out = new StringBuilder(512);
        if (!summary.who().isEmpty()) {
            out.append(MailText.line(summary.who())).append(":\n\n");
        }
        out.append(MailText.plain(summary.what())).append("\n\n");
        for (EventSummary.Fact fact : summary.facts()) {
            out.append(String.format("%-14s", fact.name() + ":"))
                    .append(MailText.line(fact.value()))
                    .append('\n');
        }
        return out.toString();
    }

    static String html(Exchange exchange) {
        List<EventSummary> summaries = summaries(exchange);
        String inside = summaries == null
                ? "<p>" + MailText.html(held(exchange)) + "</p>\n"
                : summaries.stream().map(DefaultMail::html).collect(Collectors.joining("<hr>\n"));
        return "<!DOCTYPE html>\n<html><body style=\"font-family: sans-serif; line-height: 1.4\">\n" + inside
                + "</body></html>\n";
    }

    private static String html(EventSummary summary) {
        StringBuilder out = new StringBuilder(1024);
        if (!summary.who().isEmpty()) {
            out.append("<p><strong>").append(htmlLine(summary.who())).append(":</strong></p>\n");
        }
        out.append("<p>").append(MailText.html(summary.what())).append("</p>\n");
        out.append("<table cellpadding=\"2\">\n");
        for (EventSummary.Fact fact : summary.facts()) {
            out.append("<tr><td style=\"color: #666\">").append(fact.name()).append("</td><td>");
            out.append(value(fact)).append("</td></tr>\n");
        }
        return out.append("</table>\n").toString();
    }

    private static String value(EventSummary.Fact fact) {
        String value = htmlLine(fact.value());
        return fact.link() ? "<a href=\"" + value + "\">" + value + "</a>" : value;
    }

    private static String htmlLine(String text) {
        return Escape.markup(MailText.line(text));
    }

    private static List<EventSummary> summaries(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        if (body instanceof Batch batch) {
            return batch.events().stream().map(EventSummary::of).toList();
        }
        return body instanceof Event event ? List.of(EventSummary.of(event)) : null;
    }

    /** What the route put in the event's place. */
    private static String held(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        String text =
                body instanceof String string ? string : exchange.getMessage().getBody(String.class);
        if (text == null || text.isBlank()) {
            throw new UnfitEventException("email-alert-sink has nothing to write: the route holds no event any more;"
                    + " take out the step that changed it, or give the sink a subject and a body");
        }
        return text;
    }
}
