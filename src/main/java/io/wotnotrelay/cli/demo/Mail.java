package io.wotnotrelay.cli.demo;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * A mail as a mail program shows it.
 *
 * @param inReplyTo the id it answers, by which mail programs make threads; empty where it answers none
 * @param text its plain text; empty where it has none
 */
record Mail(String from, String to, String subject, String inReplyTo, String text) {
    private static final int LINES_OF_TEXT = 3;
    private static final String BAR = "│ ";

    /** @throws IOException when this is no mail */
    static Mail read(InputStream in) throws IOException {
        try {
            MimeMessage message = new MimeMessage(null, in);
            return new Mail(
                    header(message, "From"),
                    header(message, "To"),
                    header(message, "Subject"),
                    header(message, "In-Reply-To"),
                    plain(message));
        } catch (MessagingException e) {
            throw new IOException("This is no mail: " + e.getMessage(), e);
        }
    }

    private static String header(MimeMessage message, String name) throws MessagingException, IOException {
        String value = message.getHeader(name, ", ");
        return value == null ? "" : MimeUtility.decodeText(MimeUtility.unfold(value));
    }

    private static String plain(Part part) throws MessagingException, IOException {
        if (part.isMimeType("text/plain")) {
            return part.getContent().toString();
        }
        if (part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                BodyPart inner = parts.getBodyPart(i);
                String text = plain(inner);
                if (!text.isEmpty()) {
                    return text;
                }
            }
        }
        return "";
    }

    /** @param place of the mail in its thread, from 1; 0 where it is in none */
    List<String> lines(int place) {
        List<String> lines = new ArrayList<>();
        lines.add("┌─ mail " + "─".repeat(Columns.WIDTH - 8));
        lines.add(field("From", from));
        lines.add(field("To", to));
        lines.add(field("Subject", subject));
        if (place > 0) {
            String thread = place == 1 ? "  begins a thread" : "  mail " + place + " of this thread";
            lines.add(field("In-Reply-To", Columns.cut(inReplyTo, 84 - thread.length()) + thread));
        }
        text.lines()
                .filter(line -> !line.isBlank())
                .limit(LINES_OF_TEXT)
                .forEach(line -> lines.add(Columns.line(BAR + line.strip())));
        lines.add("└" + "─".repeat(Columns.WIDTH - 1));
        return lines;
    }

    private static String field(String name, String value) {
        return Columns.line(BAR + "%-12s ".formatted(name) + value);
    }
}
