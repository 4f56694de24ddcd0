package io.wotnotrelay.destination;

import io.wotnotrelay.certificate.TestCertificate;
import io.wotnotrelay.sink.FakeGoogle;
import io.wotnotrelay.sink.FakeHubspot;
import io.wotnotrelay.sink.FakeS3;
import io.wotnotrelay.sink.FakeSalesforce;
import io.wotnotrelay.sink.FakeSlack;
import io.wotnotrelay.sink.FakeTeams;
import io.wotnotrelay.sink.FakeTelegram;
import io.wotnotrelay.sink.FakeZendesk;
import io.wotnotrelay.sink.KafkaServer;
import io.wotnotrelay.sink.ScriptedMailServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** What the examples of the documents talk to: a mail server with STARTTLS and a login, a database, and the providers. */
final class DocumentedWorld implements AutoCloseable {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static final String BOT = "123456:ABC-def";

    private final Path folder;
    private final TestCertificate certificate;
    private final ScriptedMailServer mail = new ScriptedMailServer();
    private final FakeGoogle google = new FakeGoogle();
    private final FakeSlack slack = new FakeSlack(SECRET, "#leads");
    private final FakeHubspot hubspot = new FakeHubspot(SECRET);
    private final KafkaServer kafka;
    private final FakeSalesforce salesforce = new FakeSalesforce(SECRET);
    private final FakeZendesk zendesk = new FakeZendesk(SECRET);
    private final FakeTelegram telegram = new FakeTelegram(BOT, "-1001234567890");

    private final FakeTeams teams = new FakeTeams();
    private final FakeS3 s3 = new FakeS3(SECRET, SECRET);

    DocumentedWorld(Path folder) throws Exception {
        this.folder = folder;
        certificate = TestCertificate.make(folder, "ip:127.0.0.1");
        mail.startTls(certificate.context());
        google.tabs.put("Leads", new FakeGoogle.Tab(8));
        Files.writeString(folder.resolve("key.json"), google.key().toString());
        secrets();
        tables();
        kafka = new KafkaServer(Files.createDirectory(folder.resolve("kafka")), SECRET);
        kafka.topic("wotnot-events", 1, Map.of());
    }

    /** The files that the step-by-step part of docs/destinations.md asks for. */
    private void secrets() throws IOException {
        Path secrets = Files.createDirectory(folder.resolve("secrets"));
        for (String name : List.of("smtp-password", "hook", "database")) {
            Files.writeString(secrets.resolve(name), SECRET);
        }
        Files.writeString(secrets.resolve("slack-webhook"), slack.webhookUrl());
        Files.writeString(secrets.resolve("google-key.json"), google.key().toString());
    }

    /** The table that the page of sql-table-sink takes for there. */
    private void tables() throws SQLException {
        try (Connection connection = DriverManager.getConnection(database());
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE leads (event_id TEXT UNIQUE, conversation TEXT UNIQUE, occurred_at, happened,"
                            + " type, subtype, name, email, phone, text, last_text, amount, event)");
        }
    }

    private String database() {
        return "jdbc:sqlite:" + folder.resolve("documented.db");
    }

    /** The text with the addresses of this world in place of those of the documents: all that is changed in them. */
    String here(String text, String receiver, Path files) {
        Map<String, String> other = new LinkedHashMap<>();
        other.put("https://sheets.example.com/", google.rootUrl() + "/");
        other.put("https://slack-gov.com/api", slack.apiUrl());
        other.put("https://hubspot.example.com", hubspot.url());
        other.put("https://mydomain.my.salesforce.com", salesforce.url());
        other.put("put-the-consumer-key-here", "3MVG9.example");
        other.put("https://example.zendesk.com", zendesk.url());
        other.put("https://telegram.example.com", telegram.url());
        other.put("https://s3.example.com", s3.url());
        other.put("{{env:TEAMS_WEBHOOK_URL}}", "{{documented.teams}}");
        other.put("{{env:TELEGRAM_BOT_TOKEN}}", "{{documented.telegram}}");
        other.put("kafka.example.com:9092", text.contains("username:") ? kafka.brokersWithLogin() : kafka.brokers());
        other.put("jdbc:postgresql://db.example.com/sales", database());
        other.put("{{env:SLACK_WEBHOOK_URL}}", "{{documented.slack}}");
        other.put("https://example.com", receiver);
        other.put("https://auth.example.com", receiver);
        other.put("smtp.example.com", "127.0.0.1");
        other.put("port: 587", "port: " + mail.port());
        other.put(
                "/etc/wotnot-relay/google-key.json", folder.resolve("key.json").toString());
        other.put("put-the-id-here", FakeGoogle.SPREADSHEET);
        other.put("1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgvE2upms", FakeGoogle.SPREADSHEET);
        other.put("file:target/", "file:" + files + "/");
        String here = text;
        for (Map.Entry<String, String> change : other.entrySet()) {
            here = here.replace(change.getKey(), change.getValue());
        }
        here = here.replace("{{file:secrets/", "{{file:" + folder.resolve("secrets") + "/");
        return here.replaceAll("\\{\\{env:\\w+}}", "{{documented.secret}}");
    }

    /** What application.properties of this world says. */
    Properties settings() {
        Properties camel = new Properties();
        camel.setProperty("documented.secret", SECRET);
        camel.setProperty("camel.kamelet.email-alert-sink.port", String.valueOf(mail.port()));
        camel.setProperty("camel.kamelet.google-sheets-row-sink.rootUrl", google.rootUrl());
        camel.setProperty("camel.kamelet.slack-message-sink.apiUrl", slack.apiUrl());
        camel.setProperty("camel.kamelet.hubspot-contact-sink.apiUrl", hubspot.url());
        camel.setProperty("camel.kamelet.telegram-message-sink.apiUrl", telegram.url());
        camel.setProperty("documented.telegram", BOT);
        camel.setProperty("camel.kamelet.s3-object-sink.endpoint", s3.url());
        camel.setProperty("documented.teams", teams.webhook());
        camel.setProperty("documented.slack", slack.webhookUrl());
        camel.setProperty("camel.ssl.enabled", "true");
        camel.setProperty("camel.ssl.trustStore", "file:" + certificate.file());
        camel.setProperty("camel.ssl.trustStorePassword", TestCertificate.PASSWORD);
        return camel;
    }

    @Override
    public void close() throws IOException {
        mail.close();
        google.close();
        slack.close();
        hubspot.close();
        kafka.close();
        salesforce.close();
        zendesk.close();
        telegram.close();
        teams.close();
        s3.close();
    }
}
