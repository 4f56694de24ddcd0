package io.wotnotrelay.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.wotnotrelay.certificate.TestCertificate;
import io.wotnotrelay.log.postgres.PostgresServer;
import io.wotnotrelay.sink.FakeGoogle;
import io.wotnotrelay.sink.FakeSlack;
import io.wotnotrelay.sink.ScriptedMailServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Where five destinations send to: a mail server with STARTTLS and a login, what speaks as Google and as Slack do, a
 * server that checks signatures, and a PostgreSQL with a password.
 */
final class FiveReceivers implements AutoCloseable {
    private static final String MAILBOX = "alerts@example.com";
    private static final String PASSWORD = "correct horse battery staple";
    private static final String HOOK = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private final TestCertificate certificate;
    private final ScriptedMailServer mail = new ScriptedMailServer();
    private final FakeGoogle google = new FakeGoogle();
    private final FakeSlack slack = new FakeSlack("unused", "unused");
    private final PostgresServer database = PostgresServer.begin();
    private final HttpServer hooks = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    /** The type of each event that came with a valid signature; for others why it was not. */
    private final List<String> signed = new CopyOnWriteArrayList<>();

    FiveReceivers(Path folder) throws Exception {
        certificate = TestCertificate.make(folder, "ip:127.0.0.1");
        mail.startTls(certificate.context())
                .says("AUTH", "535 5.7.8 wrong password")
                .says(login(""), "235 2.7.0 welcome")
                .says(login(MAILBOX), "235 2.7.0 welcome");
        google.tabs.put("Leads", new FakeGoogle.Tab(8));
        database.requirePassword("relay", PASSWORD);
        hooks.createContext("/", this::hook);
        hooks.start();
    }

    /** RFC 4616; who acts for itself may say so, or leave it out. */
    private static String login(String actsFor) {
        String message = actsFor + "\0" + MAILBOX + "\0" + PASSWORD;
        return "AUTH PLAIN " + Base64.getEncoder().encodeToString(message.getBytes(StandardCharsets.UTF_8));
    }

    private void hook(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            signed.add(verified(exchange, body));
            exchange.sendResponseHeaders(204, -1);
        }
    }

    private static String verified(HttpExchange exchange, String body) throws IOException {
        try {
            new Webhook(HOOK).verify(body, HttpHeaders.of(exchange.getRequestHeaders(), (name, value) -> true));
            return new ObjectMapper().readTree(body).path("type").asText();
        } catch (WebhookVerificationException e) {
            return e.toString();
        }
    }

    /** What the page tells people to put in, by what stands there. */
    Map<String, String> addresses() {
        return Map.of(
                "smtp.example.com",
                "127.0.0.1",
                "587",
                String.valueOf(mail.port()),
                "put-the-id-here",
                FakeGoogle.SPREADSHEET,
                "https://example.com/hooks/wotnot",
                "http://127.0.0.1:" + hooks.getAddress().getPort() + "/hooks",
                "db.example.com/sales",
                "127.0.0.1:" + database.port() + "/postgres");
    }

    Map<String, String> secrets() {
        return Map.of(
                "secrets/smtp-password", PASSWORD,
                "secrets/google-key.json", google.key().toString(),
                "secrets/slack-webhook", slack.webhookUrl(),
                "secrets/hook", HOOK,
                "secrets/database", PASSWORD);
    }

    /** Where Google is, and whose certificates count: what no page can say of servers that only stand in. */
    List<String> settings() {
        return List.of(
                "",
                "camel.kamelet.google-sheets-row-sink.rootUrl=" + google.rootUrl(),
                "camel.ssl.enabled=true",
                "camel.ssl.trustStore=file:" + certificate.file(),
                "camel.ssl.trustStorePassword=" + TestCertificate.PASSWORD);
    }

    void hasMails(String... subjects) {
        assertThat(mail.mails).hasSize(subjects.length);
        for (int i = 0; i < subjects.length; i++) {
            assertThat(subject(mail.mails.get(i))).contains("New lead: ", subjects[i]);
            assertThat(mail.mails.get(i)).contains("\r\nTo: sales@example.com\r\n", "\r\nReply-To: ");
        }
    }

    private static String subject(String mail) {
        return mail.replaceAll("\r\n[ \t]", " ")
                .lines()
                .filter(line -> line.startsWith("Subject: "))
                .findFirst()
                .orElseThrow();
    }

    /** By what stands under What, the second column. */
    void hasRows(String... what) {
        List<List<String>> rows = rows();
        assertThat(rows).isNotEmpty();
        assertThat(rows.get(0)).startsWith("Time", "What", "Who", "Text");
        assertThat(rows.subList(1, rows.size())).extracting(row -> row.get(1)).containsExactly(what);
        assertThat(rows.get(1)).contains("visitor@example.com");
    }

    private List<List<String>> rows() {
        synchronized (google) {
            return google.tabs.get("Leads").texts();
        }
    }

    void hasSlackMessages(int count) {
        assertThat(slack.texts()).hasSize(count).allMatch(text -> text.startsWith(":wave: ") && text.length() > 10);
    }

    void hasSignedEvents(String... types) {
        assertThat(signed).containsExactly(types);
    }

    void hasClosedChats(int count) {
        assertThat(database.number("SELECT count(*) FROM relay.closed_chats WHERE closed_by = 'agent@example.com'"))
                .isEqualTo(count);
    }

    /** What arrived, for people. */
    List<String> report() {
        List<String> lines = new ArrayList<>();
        mail.mails.forEach(one -> lines.add("mail       " + subject(one)));
        rows().forEach(row -> lines.add("sheet      " + String.join(" | ", row)));
        slack.texts().forEach(text -> lines.add("Slack      " + text));
        signed.forEach(type -> lines.add("hook       " + type + ", its signature is valid"));
        lines.add("database   " + database.number("SELECT count(*) FROM relay.closed_chats") + " row in closed_chats");
        return lines;
    }

    @Override
    public void close() throws IOException {
        hooks.stop(0);
        mail.close();
        google.close();
        slack.close();
        database.close();
    }
}
