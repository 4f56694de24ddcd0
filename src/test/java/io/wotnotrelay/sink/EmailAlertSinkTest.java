package io.wotnotrelay.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.junit5.GreenMailExtension;
import com.icegreen.greenmail.util.ServerSetup;
import io.wotnotrelay.event.Batch;
import io.wotnotrelay.event.Event;
import io.wotnotrelay.event.EventReader;
import io.wotnotrelay.event.Kind;
import io.wotnotrelay.event.OwnEvents;
import io.wotnotrelay.event.OwnKinds;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAlertSinkTest {
    @RegisterExtension
    static final GreenMailExtension SERVER =
            new GreenMailExtension(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    private final Sinks sinks = new Sinks();

    @AfterEach
    void close() {
        sinks.close();
    }

    @Test
    void theMailHasItsAddressesTextsAndMarks() throws Exception {
        MimeMessage mail = sent(
                Map.of(
                        "from", "WotNot \"alerts\" <alerts@example.com>",
                        "to", "sales@example.com, \"Support, EU\" <support@example.com>, sales@example.com",
                        "cc", "boss@bücher.example",
                        "replyTo", "${body.visitor.name} <ada@example.com>",
                        "subject", "New: ${body.text}",
                        "body", "Hello,\n${body.text}"),
                Sinks.event("a question", "Ada"));

        assertThat(mail.getFrom()).containsExactly(new InternetAddress("alerts@example.com", "WotNot \"alerts\""));
        assertThat(mail.getRecipients(MimeMessage.RecipientType.TO))
                .containsExactly(
                        new InternetAddress("sales@example.com"),
                        new InternetAddress("support@example.com", "Support, EU"),
                        new InternetAddress("sales@example.com"));
        assertThat(mail.getRecipients(MimeMessage.RecipientType.CC))
                .containsExactly(new InternetAddress("boss@xn--bcher-kva.example"));
        assertThat(mail.getReplyTo()).containsExactly(new InternetAddress("ada@example.com", "Ada"));
        assertThat(mail.getSubject()).isEqualTo("New: a question");
        assertThat(mail.getContentType()).isEqualTo("text/plain; charset=UTF-8");
        assertThat(text(mail)).isEqualTo("Hello,\na question");
        assertThat(mail.getHeader("Message-ID")).containsExactly("<evt_1.test@example.com>");
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(mail.getHeader("X-Auto-Response-Suppress")).containsExactly("All");
        assertThat(mail.getSentDate()).isNotNull();
        assertThat(SERVER.getReceivedMessages())
                .as("a mail for each recipient, once")
                .hasSize(3);
    }

    @Test
    void textAndHtmlAreAlternatives() throws Exception {
        MimeMessage mail = sent(
                Map.of("to", "a@example.com", "body", "T ${body.text}", "htmlBody", "<p title='x'>${body.text}</p>"),
                Sinks.event("one <b> & \"two\"\n'three'"));

        assertThat(mail.getContentType()).startsWith("multipart/alternative");
        assertThat(plain(mail)).isEqualTo("T one <b> & \"two\"\n'three'");
        assertThat(html(mail)).isEqualTo("<p title='x'>one &lt;b&gt; &amp; &quot;two&quot;<br>\n&#39;three&#39;</p>");
    }

    @Test
    void htmlAloneIsHtmlAlone() throws Exception {
        MimeMessage mail = sent(Map.of("to", "a@example.com", "htmlBody", "<p>${body.text}</p>"), Sinks.event("ü"));

        assertThat(mail.getContentType()).isEqualTo("text/html; charset=UTF-8");
        assertThat(text(mail)).isEqualTo("<p>ü</p>");
    }

    @Test
    void anAlertOfTheRelaysOwnSaysWhatHappenedAndWhatToDo() throws Exception {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("destination", "crm");
        facts.put("state", "held");
        facts.put("cause", "401: the <token> is wrong");
        facts.put("since", "2026-01-05T10:00:00Z");
        facts.put("waiting", 12);
        facts.put("code", null);
        facts.put("freeBytes", List.of("a", "b"));
        facts.put("toDo", "Mend it.");
        byte[] item = OwnEvents.item(
                OwnKinds.DESTINATION_HELD,
                Instant.parse("2026-01-05T10:00:00Z"),
                "Destination crm is held since 2026-01-05 10:00 UTC: 401: the <token> is wrong. Mend it.",
                facts);
        Kind kind = new Kind(Event.RELAY, OwnKinds.DESTINATION_HELD, null);
        MimeMessage mail = sent(Map.of("to", "a@example.com"), EventReader.read("evt_1", 7, Instant.EPOCH, kind, item));

        assertThat(mail.getSubject())
                .isEqualTo("Destination crm is held since 2026-01-05 10:00 UTC: 401: the <token> is wrong. Mend it.");
        assertThat(plain(mail)).isEqualTo("""
                Destination crm is held since 2026-01-05 10:00 UTC: 401: the <token> is wrong. Mend it.

                What to do:   Mend it.
                Destination:  crm
                State:        held
                Cause:        401: the <token> is wrong
                Since:        2026-01-05T10:00:00Z
                Waiting:      12
                Free bytes:   a, b
                Time:         2026-01-05 10:00 UTC
                Event:        relay.destination_held evt_1
                """);
        assertThat(html(mail)).contains("<p>Destination crm is held").contains("the &lt;token&gt; is wrong");
    }

    @Test
    void withoutTextsTheMailTellsWhoWhatAndWhere() throws Exception {
        MimeMessage mail = sent(Map.of("to", "a@example.com"), full("I need a <quote>\nfor 3 desks"));

        assertThat(mail.getSubject()).isEqualTo("Ada Lovelace: I need a <quote> for 3 desks");
        assertThat(plain(mail)).isEqualTo("""
                Ada Lovelace:

                I need a <quote>
                for 3 desks

                Conversation: https://app.example.com/c/1?a=1&b=2
                Visitor:      Ada Lovelace
                Email:        ada@example.com
                Phone:        +44 20 7946 0000
                File:         javascript:alert(1)
                Labels:       new, hot
                Assignee:     bob@example.com
                Bot:          Welcome
                Time:         2026-11-22 10:15 UTC
                Event:        message.text evt_1
                """);
        assertThat(html(mail))
                .contains("<p>I need a &lt;quote&gt;<br>\nfor 3 desks</p>")
                .contains("<a href=\"https://app.example.com/c/1?a=1&amp;b=2\">")
                .contains("<td>javascript:alert(1)</td>")
                .doesNotContain("src=", "<img", "<link", "<script", "url(");
    }

    @Test
    void anEventOfNothingButItsTypeStillMakesAMail() throws Exception {
        MimeMessage mail = sent(Map.of("to", "a@example.com"), Sinks.event(null, null));

        assertThat(mail.getSubject()).isEqualTo("Visitor: message.text");
        assertThat(plain(mail)).startsWith("Visitor:\n\nmessage.text\n\n");
    }

    @Test
    void aBatchIsOneMailWithAllItsEvents() throws Exception {
        Sinks.Sink sink = mail(Map.of("to", "a@example.com"));
        sink.delivers(Batch.of(List.of(Sinks.event("first"), Sinks.event("second"), Sinks.event("third"))));

        MimeMessage mail = only();
        assertThat(mail.getSubject()).isEqualTo("3 events from WotNot");
        assertThat(plain(mail)).containsSubsequence("first", "----", "second", "----", "third");
        assertThat(html(mail)).containsSubsequence("first", "<hr>", "second", "<hr>", "third");
    }

    @Test
    void templatesSeeTheBatch() throws Exception {
        Sinks.Sink sink =
                mail(Map.of("to", "a@example.com", "subject", "${body.size} news", "body", "${body.events[1].text}"));
        sink.delivers(Batch.of(List.of(Sinks.event("first"), Sinks.event("second"))));

        assertThat(only().getSubject()).isEqualTo("2 news");
        assertThat(text(only())).isEqualTo("second");
    }

    @Test
    void whatTheRouteMadeOfTheEventIsTheMail() throws Exception {
        MimeMessage mail = sent(Map.of("to", "a@example.com"), "Hello <world>\nsecond");

        assertThat(mail.getSubject()).isEqualTo("Hello <world> second");
        assertThat(plain(mail)).isEqualTo("Hello <world>\nsecond");
        assertThat(html(mail)).contains("<p>Hello &lt;world&gt;<br>\nsecond</p>");
        assertThat(mail(Map.of("to", "a@example.com")).take((Object) null).getException())
                .isInstanceOf(UnfitEventException.class);
    }

    @Test
    void nothingOfTheExchangeReachesTheMail() throws Exception {
        Sinks.Sink sink = mail(Map.of("to", "a@example.com", "subject", "ours", "body", "ours"));
        Exchange exchange = new DefaultExchange(sinks.context());
        exchange.getMessage().setBody(Sinks.event("x"));
        for (String header : List.of(
                "To",
                "Cc",
                "Bcc",
                "From",
                "Subject",
                "Reply-To",
                "contentType",
                "Content-Type",
                "mail.smtp.host",
                "X-Other")) {
            exchange.getMessage().setHeader(header, "evil@example.com");
        }
        sink.take(exchange);

        assertThat(exchange.getException()).isNull();
        assertThat(raw(only())).doesNotContain("evil", "X-Other");
        assertThat(exchange.getMessage().getBody()).isInstanceOf(Event.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void aSubjectIsCutAtWhatAMailCanCarryAndNeverInsideACharacter(int bytes) throws Exception {
        String letter = List.of("a", "ü", "漢", "😀").get(bytes - 1);
        MimeMessage mail =
                sent(Map.of("to", "a@example.com", "subject", "${body.text}"), Sinks.event(letter.repeat(900)));

        assertThat(mail.getSubject()).endsWith(letter + (bytes == 1 ? "" : "…"));
        assertThat(mail.getSubject().replace(letter, "").replace("…", "")).isEmpty();
        assertThat(("Subject: " + header(mail, "Subject")).length()).isBetween(890, 998);
    }

    @Test
    void anAsciiSubjectThatIsTooLongIsCutToo() throws Exception {
        MimeMessage mail =
                sent(Map.of("to", "a@example.com", "subject", "${body.text}"), Sinks.event("word ".repeat(300)));

        assertThat(mail.getSubject()).startsWith("word word").endsWith("…");
        assertThat(("Subject: " + header(mail, "Subject")).length()).isLessThanOrEqualTo(998);
    }

    @Test
    void encodedWordsOfAVisitorStayAsTheyAreTyped() throws Exception {
        String typed = "=?utf-8?B?DQpCY2M6IGV2aWxAZXhhbXBsZS5jb20=?=";
        MimeMessage mail = sent(
                Map.of("to", "a@example.com", "subject", "${body.text}", "from", "${body.text} <alerts@example.com>"),
                Sinks.event(typed));

        assertThat(mail.getSubject()).isEqualTo(typed);
        assertThat(((InternetAddress) mail.getFrom()[0]).getPersonal()).isEqualTo(typed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "nobody",
                "a@x.com, b@y.com",
                "a@x.com b@y.com",
                "a@x.com;b@y.com",
                "a@x.com\nBcc: b@y.com",
                "a@x.com\r\nRCPT TO:<b@y.com>",
                "friends: a@x.com, b@y.com;",
                "@relay.com:a@x.com",
                "a%y.com@x.com",
                "y.com!a@x.com",
                "Ada <a@x.com>",
                "<a@x.com>",
                "\"a b\"@x.com",
                "a@[127.0.0.1]",
                "a@localhost",
                "a@x..com",
                ".a@x.com",
                "a.@x.com",
                "a@-x.com",
                "a@x.com>",
                "a@x.com\u0000",
                "-oQ/tmp@x.com",
                "|sh@x.com",
                "a@x.com (comment)",
                "ä@x.com",
                "a@x_y.com",
                "${body.id}@x.com",
                "a@x.com\n"
            })
    void whatIsNotExactlyOneAddressIsNoMail(String address) throws Exception {
        for (String parameter : List.of("to", "cc")) {
            Map<String, String> parameters = new HashMap<>(Map.of("to", "a@example.com", "subject", "x"));
            parameters.put(parameter, "${body.text}");
            Exchange exchange = mail(parameters).take(Sinks.event(address));
            if (parameter.equals("cc") && address.isBlank()) {
                assertThat(exchange.getException()).isNull();
                SERVER.purgeEmailFromAllMailboxes();
                continue;
            }
            assertThat(exchange.getException())
                    .isInstanceOf(UnfitEventException.class)
                    .hasMessageStartingWith("email-alert-sink: " + parameter);
            if (address.contains("x.com")) {
                assertThat(exchange.getException()).hasMessageNotContaining("x.com");
            }
        }
        assertThat(SERVER.getReceivedMessages()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "ada@example.com, ada@example.com",
        "'  ada@example.com ', ada@example.com",
        "Ada.O'Neil+x=1@mail.example.co.uk, Ada.O'Neil+x=1@mail.example.co.uk",
        "ada@bücher.example, ada@xn--bcher-kva.example"
    })
    void exactlyOneAddressOfAnEventIsWrittenTo(String given, String written) throws Exception {
        MimeMessage mail = sent(
                Map.of("to", "\"${body.visitor.name}, dear\" <${body.text}>", "subject", "x"),
                Sinks.event(given, "A \"<b@y.com>,"));

        assertThat(mail.getAllRecipients()).singleElement().satisfies(one -> {
            assertThat(((InternetAddress) one).getAddress()).isEqualTo(written);
            assertThat(((InternetAddress) one).getPersonal()).isEqualTo("A \"<b@y.com>,, dear");
        });
        assertThat(SERVER.getReceivedMessages()).hasSize(1);
    }

    @Test
    void mailsOfOneConversationAndDestinationAreOneThread() throws Exception {
        Sinks.Sink sink = mail(Map.of("to", "a@example.com"));
        send(sink, "evt_1.sales", "sales", conversation("k 1>,"));
        send(sink, "evt_2.sales", "sales", conversation("k 1>,"));
        send(sink, "evt_3.sales", "sales", conversation("k 2"));
        send(sink, "evt_1.support", "support", conversation("k 1>,"));
        send(sink, "evt_4.sales", "sales", conversation(null));
        send(sink, "evt_5.sales", "sales", Batch.of(List.of(conversation("k 1>,"), conversation("k 2"))));
        send(sink, "evt_6.sales", "sales", Batch.of(List.of(conversation("k 1>,"), conversation("k 1>,"))));

        List<String> threads = List.of(SERVER.getReceivedMessages()).stream()
                .map(mail -> header(mail, "References"))
                .toList();
        assertThat(threads.get(0))
                .matches("<conversation-[0-9a-f]{32}\\.sales@example\\.com>")
                .isEqualTo(header(SERVER.getReceivedMessages()[0], "In-Reply-To"))
                .isEqualTo(threads.get(1))
                .isEqualTo(threads.get(6));
        assertThat(threads.get(2)).isNotEqualTo(threads.get(0)).endsWith(".sales@example.com>");
        assertThat(threads.get(3)).isNotEqualTo(threads.get(0)).endsWith(".support@example.com>");
        assertThat(threads.get(4)).isNull();
        assertThat(threads.get(5)).isNull();
        assertThat(List.of(SERVER.getReceivedMessages()))
                .extracting(mail -> header(mail, "Message-ID"))
                .contains("<evt_1.sales@example.com>", "<evt_1.support@example.com>")
                .doesNotHaveDuplicates();
    }

    @Test
    void twoMailsOfOneRunHaveIdsOfTheirOwnTheSameOnEveryTry() throws Exception {
        Sinks.Sink sink = mail(Map.of("to", "a@example.com"));
        for (int attempt = 0; attempt < 2; attempt++) {
            Exchange exchange = exchange("evt_1.sales", "sales", Sinks.event("x"));
            sink.take(exchange);
            sink.take(exchange);
        }

        assertThat(List.of(SERVER.getReceivedMessages()))
                .extracting(mail -> header(mail, "Message-ID"))
                .containsExactly(
                        "<evt_1.sales@example.com>",
                        "<evt_1.sales.2@example.com>",
                        "<evt_1.sales@example.com>",
                        "<evt_1.sales.2@example.com>");
    }

    @Test
    void theUserNameIsTheSenderWhereNoneIsGiven() throws Exception {
        SERVER.setUser("me@example.org", "me@example.org", "word");
        Sinks.Sink sink = sinks.mail(Map.of(
                "host",
                "127.0.0.1",
                "port",
                port(),
                "security",
                "none",
                "to",
                "a@example.com",
                "username",
                "me@example.org",
                "password",
                "word"));
        sink.delivers(Sinks.event("x"));

        assertThat(only().getFrom()).containsExactly(new InternetAddress("me@example.org"));
        assertThat(header(only(), "Message-ID")).endsWith("@example.org>");
    }

    @Test
    void complaintsNameTheParameterAndWhatToDo() {
        refused(Map.of("to", " "), "to is missing");
        refused(Map.of("host", ""), "host is missing");
        refused(Map.of("host", "smtp.example.com:25 x"), "host is \"smtp.example.com:25 x\"");
        refused(Map.of("from", ""), "from is missing");
        refused(Map.of("from", "${body.visitor.email}"), "from must be written out");
        refused(
                Map.of("from", "a@example.com, b@example.com"),
                "from: \"a@example.com, b@example.com\" is no mail address");
        refused(Map.of("to", "sales"), "to: \"sales\" is no mail address");
        refused(Map.of("to", "a@example.com,"), "to: \"\" is no mail address");
        refused(Map.of("to", "a@example.com; b@example.com"), "to: \"a@example.com; b@example.com\" is no mail");
        refused(Map.of("cc", "friends: a@example.com;"), "cc: ");
        refused(Map.of("to", "a@example.com\nBcc: b@example.com"), "to: ");
        refused(Map.of("replyTo", "x"), "replyTo: \"x\" is no mail address");
        refused(Map.of("subject", "${body.text"), "subject: the expression");
        refused(Map.of("security", "ssl"), "security is \"ssl\"; it can be none, starttls or tls");
        refused(Map.of("port", "0"), "port is 0");
        refused(Map.of("port", "70000"), "port is 70000");
        refused(Map.of("timeout", "soon"), "timeout is \"soon\"");
        refused(Map.of("username", "me"), "password is missing");
        refused(Map.of("username", "me", "password", ""), "password is");
    }

    @Test
    void aPortOfTlsNeedsNoWordOfIt() {
        assertThat(MailSecurity.of(new Parameters("x", Map.of("port", "465")))).isEqualTo(MailSecurity.TLS);
        assertThat(MailSecurity.of(new Parameters("x", Map.of("port", "587")))).isEqualTo(MailSecurity.STARTTLS);
        assertThat(MailSecurity.of(new Parameters("x", Map.of()))).isEqualTo(MailSecurity.STARTTLS);
        assertThat(List.of(MailSecurity.values()))
                .extracting(MailSecurity::port)
                .containsExactly(25, 587, 465);
    }

    private void refused(Map<String, String> parameters, String sentence) {
        assertThatThrownBy(() -> mail(parameters)).hasStackTraceContaining("email-alert-sink: " + sentence);
    }

    private Sinks.Sink mail(Map<String, String> more) {
        Map<String, String> parameters = new HashMap<>(Map.of(
                "host",
                "127.0.0.1",
                "port",
                port(),
                "security",
                "none",
                "from",
                "alerts@example.com",
                "to",
                "a@example.com"));
        parameters.putAll(more);
        return sinks.mail(parameters);
    }

    private static String port() {
        return String.valueOf(SERVER.getSmtp().getPort());
    }

    private MimeMessage sent(Map<String, String> parameters, Object body) throws Exception {
        mail(parameters).delivers(body);
        return SERVER.getReceivedMessages()[0];
    }

    private static MimeMessage only() {
        assertThat(SERVER.getReceivedMessages()).hasSize(1);
        return SERVER.getReceivedMessages()[0];
    }

    private void send(Sinks.Sink sink, String id, String destination, Object body) {
        assertThat(sink.take(exchange(id, destination, body)).getException()).isNull();
    }

    private Exchange exchange(String id, String destination, Object body) {
        Exchange exchange = new DefaultExchange(sinks.context());
        exchange.setProperty("relay.deliveryId", id);
        exchange.setProperty("relay.destination", destination);
        exchange.getMessage().setBody(body);
        return exchange;
    }

    private static Event conversation(String key) {
        return with(
                Sinks.event("x"),
                new Event.Conversation(key, null, null, null, null, List.of(), Event.Actor.NONE),
                Event.Actor.NONE);
    }

    private static Event full(String text) {
        Event event = with(
                Sinks.event(text),
                new Event.Conversation(
                        "c1",
                        "7",
                        "https://app.example.com/c/1?a=1&b=2",
                        null,
                        "",
                        List.of("new", "hot"),
                        new Event.Actor("user", "1", "bob@example.com")),
                new Event.Actor("visitor", null, null));
        return event;
    }

    private static Event with(Event e, Event.Conversation conversation, Event.Actor actor) {
        return new Event(
                e.schema(),
                e.id(),
                e.seq(),
                e.source(),
                e.type(),
                e.subtype(),
                Instant.parse("2026-11-22T10:15:30Z"),
                e.receivedAt(),
                actor,
                conversation,
                new Event.Visitor("v1", null, "Ada Lovelace", "ada@example.com", "+44 20 7946 0000"),
                e.account(),
                new Event.Bot("1", "Welcome"),
                e.text(),
                e.variables(),
                new Event.Attachment("javascript:alert(1)", null, null),
                e.payload(),
                e.extra(),
                e.raw());
    }

    private static String plain(MimeMessage mail) throws Exception {
        return text(((MimeMultipart) mail.getContent()).getBodyPart(0));
    }

    private static String html(MimeMessage mail) throws Exception {
        return text(((MimeMultipart) mail.getContent()).getBodyPart(1));
    }

    private static String text(Part part) throws Exception {
        String text = (String) part.getContent();
        assertThat(text.replace("\r\n", "")).doesNotContain("\r", "\n");
        return text.replace("\r\n", "\n");
    }

    private static String header(MimeMessage mail, String name) {
        try {
            String[] values = mail.getHeader(name);
            return values == null ? null : values[0];
        } catch (MessagingException e) {
            throw new AssertionError(e);
        }
    }

    private static String raw(MimeMessage mail) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        mail.writeTo(out);
        return out.toString(StandardCharsets.ISO_8859_1);
    }
}
