package io.wotnotrelay.sink;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimePart;
import java.util.Date;
import java.util.List;
import java.util.stream.Collectors;

/** A mail with nothing in it but what is put here; its Message-ID is the delivery's, the same on every try. */
final class AlertMessage extends MimeMessage {
    private final String id;

    AlertMessage(Session session, String id) throws MessagingException {
        super(session);
        this.id = id;
        setSentDate(new Date());
        // RFC 3834 and its kin at Microsoft: no mail program answers it with a note of absence
        setHeader("Auto-Submitted", "auto-generated");
        setHeader("X-Auto-Response-Suppress", "All");
    }

    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", id);
    }

    /** Makes it an answer to a mail that was never sent, which all mails of a thread are. */
    void inThread(String root) throws MessagingException {
        if (root != null) {
            setHeader("In-Reply-To", root);
            setHeader("References", root);
        }
    }

    void addresses(String header, List<Mailbox> mailboxes) throws MessagingException {
        if (!mailboxes.isEmpty()) {
            setHeader(header, mailboxes.stream().map(Mailbox::header).collect(Collectors.joining(",\r\n ")));
        }
    }

    /** One of them may be null; a mail program that can show both shows the HTML. */
    void bodies(String plain, String html) throws MessagingException {
        if (plain != null && html != null) {
            setContent(new MimeMultipart("alternative", part(plain, "plain"), part(html, "html")));
        } else if (html != null) {
            text(this, html, "html");
        } else {
            text(this, plain, "plain");
        }
        saveChanges();
    }

    private static MimeBodyPart part(String text, String subtype) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        text(part, text, subtype);
        return part;
    }

    private static void text(MimePart part, String text, String subtype) throws MessagingException {
        part.setText(MailText.crlf(text), "UTF-8", subtype);
    }
}
