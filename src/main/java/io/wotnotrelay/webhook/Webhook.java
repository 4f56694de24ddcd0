package io.wotnotrelay.webhook;

import io.wotnotrelay.config.Settings;
import io.wotnotrelay.log.EventLog;
import io.wotnotrelay.log.ReceiptIds;
import io.wotnotrelay.webhook.tls.ServerCertificate;
import io.wotnotrelay.webhook.tls.UnusableCertificateException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** The receiving side as the application sees it: bound to a Camel context, it listens while that runs. */
public final class Webhook {
    private static final String ROUTE = "classpath:camel/webhook.camel.yaml";

    private final WebhookEngine engine;

    private Webhook(WebhookEngine engine) {
        this.engine = engine;
    }

    /**
     * Binds the beans of the receiving route and adds the route. The port opens once the context has fully started, or
     * now when it has; it closes, after the requests under way are answered, when the context stops. The log and the
     * rejections stay the caller's to close, after the context.
     *
     * @param ids numbers of receipts, shared with {@code rejections}
     * @throws IllegalArgumentException with a sentence that names the setting that makes no sense
     * @throws IllegalStateException when the context has started already and the port cannot be had; when it has not, its start fails so
     * @throws Exception when Camel cannot add the route
     */
    public static Webhook bind(
            CamelContext context,
            Settings.Webhook settings,
            EventLog log,
            ReceiptIds ids,
            Rejections rejections,
            WebhookMeters meters)
            throws Exception {
        Token token = new Token(settings);
        WebhookEngine engine =
                new WebhookEngine(context, settings, token, rejections, meters, certificate(settings.tls(), meters));
        Guesses guesses = new Guesses(() -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
        context.getRegistry().bind("webhook", engine);
        context.getRegistry().bind("verifyToken", new VerifyToken(token, guesses));
        context.getRegistry().bind("readBatch", new ReadBatch(ids));
        context.getRegistry().bind("appendToLog", new AppendToLog(log, meters));
        context.getRegistry().bind("answer", new Answer(settings));
        context.getPropertiesComponent().addOverrideProperty("relay.webhook.path", settings.path());
        PluginHelper.getRoutesLoader(context)
                .loadRoutes(List.of(ResourceHelper.resolveMandatoryResource(context, ROUTE)));
        return new Webhook(engine);
    }

    private static ServerCertificate certificate(Settings.Tls tls, WebhookMeters meters) {
        try {
            return tls == null ? null : new ServerCertificate(tls, Clock.systemUTC(), meters::certificate);
        } catch (UnusableCertificateException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** Connections open now. */
    public int connections() {
        return engine.server().connections();
    }

    /** The port listened on, also where the settings asked for a free one; 0 before it is open. */
    public int port() {
        return engine.getServerPort();
    }
}
