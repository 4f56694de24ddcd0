package io.wotnotrelay.sink;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wotnotrelay.event.Batch;
import io.wotnotrelay.event.Event;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.apache.camel.Exchange;

/**
 * The one step of the Kamelet zendesk-ticket-sink: one ticket for each conversation, known by its external id; later
 * events are comments on it.
 *
 * <p>What has to be mended is a {@link MisconfiguredException}, a ticket Zendesk never takes an
 * {@link UnfitEventException}, a 429 an {@link org.apache.camel.http.base.HttpOperationFailedException}.
 */
public final class ZendeskTicketSink extends Sink {
    private static final String SINK = "zendesk-ticket-sink";

    /** Characters of a subject and of a comment. */
    private static final int LONGEST_SUBJECT = 150;

    private static final int LONGEST_COMMENT = 65_535;

    private static final String SUBJECT = "Chat with ${body.visitor.name}";
    private static final String COMMENT = "${body.text}";

    private ZendeskClient zendesk;
    private Template externalId;
    private Template subject;
    private HtmlNote comment;
    private boolean visible;
    private List<String> tags;
    private Duration timeout;

    @Override
    protected void doInit() throws Exception {
        Parameters parameters = parameters(SINK);
        timeout = parameters.duration("timeout", "20s");
        String id = parameters.text("externalId", "${body.conversation.key}");
        externalId = parameters.told("externalId", () -> Template.of(getCamelContext(), id));
        String title = parameters.text("subject", SUBJECT);
        subject = parameters.told("subject", () -> Template.of(getCamelContext(), title));
        String html = parameters.text("comment", COMMENT);
        comment = parameters.told("comment", () -> new HtmlNote(getCamelContext(), html, LONGEST_COMMENT));
        visible = parameters.flag("public", false);
        tags = tags(parameters);
        zendesk = ZendeskClient.open(getCamelContext(), parameters, timeout);
    }

    private static List<String> tags(Parameters parameters) {
        List<String> tags = Arrays.stream(parameters.text("tags", "").strip().split("[,\\s]+"))
                .filter(tag -> !tag.isEmpty())
                .toList();
        if (!tags.stream().allMatch(tag -> tag.matches("[\\p{L}\\p{N}_/-]{1,80}"))) {
            throw parameters.wrong("tags", "has what is no tag: letters, digits, _, - and / with commas between");
        }
        return tags;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        InDoubt.prepares(exchange);
        if (exchange.getMessage().getBody() instanceof Batch) {
            throw new MisconfiguredException(
                    0, "zendesk-ticket-sink writes one event at a time: take batch out of the options of wotnot:.");
        }
        String id = Cell.text(externalId.write(exchange, text -> text).strip(), 255);
        if (id.isEmpty()) {
            throw new UnfitEventException("the event makes no externalId, by which Zendesk could know its ticket");
        }
        Deadline deadline = Deadline.in(timeout);
        ObjectNode written = comment(exchange);
        Sent.show(
                exchange,
                SINK,
                () -> List.of(
                        "Ticket",
                        id,
                        "Comment",
                        written.at("/comment/html_body").asText()));
        if (Sent.stops(exchange)) {
            return;
        }
        ZendeskClient.Ticket ticket = zendesk.find(id, deadline);
        if (InDoubt.mayLook(exchange)) {
            boolean there = ticket != null && zendesk.holds(ticket, InDoubt.deliveryId(exchange), deadline);
            InDoubt.settled(exchange, there ? InDoubt.End.FOUND : InDoubt.End.MISSING);
            if (there) {
                return;
            }
        }
        InDoubt.begins(exchange);
        if (ticket != null && !ticket.closed()) {
            zendesk.comment(ticket, written, deadline);
        } else {
            zendesk.create(opened(exchange, written, id, ticket), InDoubt.deliveryId(exchange), deadline);
        }
        Sent.answered(exchange, "Zendesk has taken the comment.");
    }

    /** With the delivery's id in its audit, by which it is found when its answer was lost. */
    private ObjectNode comment(Exchange exchange) {
        String html = comment.write(exchange);
        if (html.isBlank()) {
            throw new UnfitEventException("the comment that zendesk-ticket-sink is to write is empty for this event");
        }
        ObjectNode ticket = JsonNodeFactory.instance.objectNode();
        ticket.putObject("comment").put("html_body", html).put("public", visible);
        ticket.putObject("metadata").put(ZendeskClient.MARK, InDoubt.deliveryId(exchange));
        return ticket;
    }

    /** A new ticket; a closed one of the conversation is followed up, since it takes no comment any more. */
    private ObjectNode opened(Exchange exchange, ObjectNode ticket, String id, ZendeskClient.Ticket closed) {
        String title = MailText.line(subject.write(exchange, text -> text));
        ticket.put("subject", MailText.cut(title.isEmpty() ? "Chat" : title, LONGEST_SUBJECT));
        ticket.put("external_id", id);
        tags.forEach(ticket.withArray("tags")::add);
        if (closed != null) {
            ticket.put("via_followup_source_id", closed.id());
        }
        if (exchange.getMessage().getBody() instanceof Event event
                && known(event.visitor().email())) {
            String name = known(event.visitor().name())
                    ? event.visitor().name()
                    : event.visitor().email();
            ticket.putObject("requester")
                    .put("name", MailText.cut(MailText.line(name), 255))
                    .put("email", event.visitor().email().strip());
        }
        return ticket;
    }

    private static boolean known(String text) {
        return text != null && !text.isBlank();
    }

    @Override
    protected void doShutdown() {
        if (zendesk != null) {
            zendesk.close();
        }
    }
}
