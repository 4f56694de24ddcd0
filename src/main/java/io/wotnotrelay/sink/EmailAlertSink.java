package io.wotnotrelay.sink;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;

/**
 * The one step of the Kamelet email-alert-sink: writes an event, or a batch, as one mail. It ends when the mail server
 * has taken the mail for all recipients.
 *
 * <p>What the server refuses is a {@link MessagingException}; what the network does an {@link IOException}; an event that
 * has no address to write to, or more than one where one is wanted, an {@link UnfitEventException}. The exchange's
 * headers have no part in the mail.
 */
public final class EmailAlertSink extends Sink {
    private static final String SINK = "email-alert-sink";

    private MailServer server;
    private MailboxTemplate from;
    private List<MailboxTemplate> to;
    private List<MailboxTemplate> cc;
    private List<MailboxTemplate> replyTo;
    private Template subject;
    private Template body;
    private Template htmlBody;

    @Override
    protected void doInit() throws Exception {
        Parameters parameters = parameters(SINK);
        String host = host(parameters);
        from = from(parameters);
        parameters.required("to");
        to = mailboxes(parameters, "to");
        cc = mailboxes(parameters, "cc");
        replyTo = mailboxes(parameters, "replyTo");
        subject = parameters.template(getCamelContext(), "subject");
        body = parameters.template(getCamelContext(), "body");
        htmlBody = parameters.template(getCamelContext(), "htmlBody");
        server = MailServer.of(getCamelContext(), parameters, host);
    }

    private static String host(Parameters parameters) {
        String host = parameters.required("host").trim();
        if (!host.matches("[A-Za-z0-9._:-]+")) {
            throw parameters.wrong(
                    "host", "is \"" + MailText.line(host) + "\", which is no name of a server; write smtp.example.com");
        }
        return host;
    }

    /** Where none is given, the user name, if it is an address: most servers let a user write as nobody else. */
    private MailboxTemplate from(Parameters parameters) {
        String user = parameters.text("username", "").trim();
        String told = parameters.text("from", Mailbox.address(user) == null ? null : user);
        if (told == null) {
            throw parameters.wrong("from", "is missing: write the address the mails come from");
        }
        MailboxTemplate from = parameters.told("from", () -> MailboxTemplate.of(getCamelContext(), told));
        if (!from.fixed()) {
            throw parameters.wrong("from", "must be written out: only the name before its <address> can hold ${…}");
        }
        return from;
    }

    private List<MailboxTemplate> mailboxes(Parameters parameters, String name) {
        String list = parameters.text(name);
        return list == null ? List.of() : parameters.told(name, () -> MailboxTemplate.list(getCamelContext(), list));
    }

    @Override
    public void process(Exchange exchange) throws MessagingException, IOException {
        InDoubt.prepares(exchange);
        List<Mailbox> receivers =
                to.stream().map(one -> receiver(one, "to", exchange)).toList();
        List<Mailbox> copies = cc.stream()
                .filter(one -> !one.text(exchange).isEmpty())
                .map(one -> receiver(one, "cc", exchange))
                .toList();
        AlertMessage mail = new AlertMessage(server.session(), MailIds.message(exchange, from.host()));
        mail.inThread(MailIds.thread(exchange, from.host()));
        mail.addresses("From", List.of(from.mailbox(exchange)));
        mail.addresses("To", receivers);
        mail.addresses("Cc", copies);
        mail.addresses("Reply-To", answers(exchange));
        String title = subject(exchange);
        String plain = plain(exchange);
        String html = html(exchange);
        mail.setHeader("Subject", MailHeader.subject(title));
        mail.bodies(plain, html);
        Sent.show(
                exchange,
                SINK,
                () -> Arrays.asList(
                        "To", shown(receivers), "Cc", shown(copies), "Subject", title, "Text", plain, "HTML", html));
        if (Sent.stops(exchange)) {
            return;
        }
        server.send(mail, () -> InDoubt.begins(exchange), envelope(receivers, copies));
        Sent.answered(exchange, "The mail server has taken it for all recipients.");
        if (InDoubt.is(exchange)) {
            // nobody can look into a mailbox; the same Message-ID lets some of them drop the second one
            InDoubt.settled(exchange, InDoubt.End.SENT_AGAIN);
        }
    }

    private static String shown(List<Mailbox> mailboxes) {
        return mailboxes.stream().map(Mailbox::address).collect(Collectors.joining(", "));
    }

    private static Mailbox receiver(MailboxTemplate one, String parameter, Exchange exchange) {
        Mailbox mailbox = one.mailbox(exchange);
        if (mailbox == null) {
            boolean none = one.text(exchange).isEmpty();
            throw new UnfitEventException(SINK + ": " + parameter
                    + (none
                            ? ": this event has no mail address to write to; keep such events out with the option filter"
                            : ": what this event gives is not exactly one plain mail address, so nothing was sent"));
        }
        return mailbox;
    }

    /** An alert is worth more than its Reply-To: where an event has no good address it goes without. */
    private List<Mailbox> answers(Exchange exchange) {
        return replyTo.stream()
                .map(one -> one.mailbox(exchange))
                .filter(Objects::nonNull)
                .toList();
    }

    private String subject(Exchange exchange) {
        return subject == null ? DefaultMail.subject(exchange) : subject.write(exchange, MailText::line);
    }

    private String plain(Exchange exchange) {
        if (body == null) {
            return htmlBody == null ? DefaultMail.plain(exchange) : null;
        }
        return clean(body.write(exchange, MailText::plain));
    }

    private String html(Exchange exchange) {
        if (htmlBody == null) {
            return body == null ? DefaultMail.html(exchange) : null;
        }
        return clean(htmlBody.write(exchange, MailText::html));
    }

    /** The author's own text may hold half characters too; YAML lets them through. */
    private static String clean(String text) {
        return MailText.plain(text);
    }

    private static Address[] envelope(List<Mailbox> receivers, List<Mailbox> copies) throws AddressException {
        List<Address> all = new ArrayList<>();
        for (List<Mailbox> some : List.of(receivers, copies)) {
            for (Mailbox one : some) {
                Address address = new InternetAddress(one.address());
                if (!all.contains(address)) {
                    all.add(address);
                }
            }
        }
        return all.toArray(Address[]::new);
    }
}
