package io.wotnotrelay.app;

import io.wotnotrelay.config.Settings;
import io.wotnotrelay.log.EventLog;
import io.wotnotrelay.log.ReceiptIds;
import io.wotnotrelay.webhook.Rejections;
import io.wotnotrelay.webhook.Webhook;
import io.wotnotrelay.webhook.WebhookMeters;
import java.net.URI;
import java.util.Properties;
import org.apache.camel.main.Main;

/** The receiving Camel application: its routes in {@code camel/}, Camel's own keys of {@code camel.main.*}. */
final class Receiving implements AutoCloseable {
    private static final String OWN_KEYS = "camel.main.";

    /** Beyond the longest wait for a commit; what is unanswered then will be sent again. */
    private static final int STOP_SECONDS = 5;

    private final Main main = new Main();
    private final Settings.Webhook settings;
    private Webhook webhook;

    Receiving(Settings.Webhook settings, Properties camel) {
        this.settings = settings;
        main.setInitialProperties(own(camel));
        main.configure().setName("relay");
        main.configure().setShutdownTimeout((int) settings.commitTimeout().toSeconds() + STOP_SECONDS);
        // settings come from the relay's own file, never from one that happens to lie on the class path
        main.setDefaultPropertyPlaceholderLocation("false");
        main.configure().setRoutesIncludePattern("false");
        main.configure().setBasePackageScanEnabled(false);
        main.configure().setAutoConfigurationLogSummary(false);
    }

    /** Starts the routes and opens the port. */
    void start(EventLog log, ReceiptIds ids, Rejections rejections, WebhookMeters meters) throws Exception {
        main.init();
        webhook = Webhook.bind(main.getCamelContext(), settings, log, ids, rejections, meters);
        main.start();
    }

    /** Whether the port is open. */
    boolean listens() {
        return webhook != null && webhook.port() > 0 && main.isStarted();
    }

    URI address() {
        boolean any = settings.host().equals("0.0.0.0") || settings.host().equals("::");
        String host = any ? "127.0.0.1" : settings.host();
        String shown = host.contains(":") ? "[" + host + "]" : host;
        return URI.create(settings.scheme() + "://" + shown + ":" + webhook.port() + settings.path());
    }

    /** Answers what is under way, then closes the port. */
    @Override
    public void close() {
        main.stop();
    }

    private static Properties own(Properties camel) {
        Properties own = new Properties();
        camel.stringPropertyNames().stream()
                .filter(key -> key.startsWith(OWN_KEYS))
                .forEach(key -> own.setProperty(key, camel.getProperty(key)));
        return own;
    }
}
