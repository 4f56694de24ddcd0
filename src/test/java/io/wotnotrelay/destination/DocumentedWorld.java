package io.wotnotrelay.destination;

import io.wotnotrelay.certificate.TestCertificate;
import io.wotnotrelay.sink.FakeGoogle;
import io.wotnotrelay.sink.FakeHubspot;
import io.wotnotrelay.sink.FakeSlack;
import io.wotnotrelay.sink.ScriptedMailServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/** What the examples of the documents talk to: a mail server with STARTTLS and a login, a database, and the providers. */
final class DocumentedWorld implements AutoCloseable {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private final Path folder;
    private final TestCertificate certificate;
    private final ScriptedMailServer mail = new ScriptedMailServer();
    private final FakeGoogle google = new FakeGoogle();
    private final FakeSlack slack = new FakeSlack(SECRET, "#leads");
    private final FakeHubspot hubspot = new FakeHubspot(SECRET);

    DocumentedWorld(Path folder) throws Exception {
        this.folder = folder;
        certificate = TestCertificate.make(folder, "ip:127.0.0.1");
        mail.startTls(certificate.context());
        google.tabs.put("Leads", new FakeGoogle.Tab(8));
        Files.writeString(folder.resolve("key.json"), google.key().toString());
        tables();
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
    }
}
