package io.wotnotrelay.webhook;

import io.vertx.core.http.HttpServerRequest;
import io.wotnotrelay.config.Settings;
import io.wotnotrelay.webhook.tls.ServerCertificate;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the {@code platform-http} endpoint of the receiving route from a port of its own. Unlike Camel's engine it
 * copies nothing of the HTTP request into the message, and it runs the route on the event loop, which the route never blocks:
 * only large bodies, which take longer to read, go to a pool.
 */
final class WebhookEngine implements PlatformHttpEngine, Reception {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookEngine.class);

    private final CamelContext context;
    private final Duration longestAnswer;
    private final ClientAddress addresses;
    private final Token token;
    private final Rejections rejections;
    private final WebhookMeters meters;
    private final WebhookServer server;
    private final AtomicInteger underWay = new AtomicInteger();
    private volatile boolean stopping;
    private volatile WebhookConsumer consumer;
    private volatile CountDownLatch drained = new CountDownLatch(1);
    private volatile ExecutorService large;

    WebhookEngine(
            CamelContext context,
            Settings.Webhook settings,
            Token token,
            Rejections rejections,
            WebhookMeters meters,
            ServerCertificate certificate) {
        this.context = context;
        this.longestAnswer = settings.commitTimeout().plusSeconds(5);
        this.addresses = new ClientAddress(settings.trustedProxies());
        this.token = token;
        this.rejections = rejections;
        this.meters = meters;
        this.server = new WebhookServer(settings, this, certificate);
    }

    @Override
    public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
        return new WebhookConsumer(endpoint, processor, this);
    }

    @Override
    public int getServerPort() {
        return server.port();
    }

    WebhookServer server() {
        return server;
    }

    /** Opens the port for this consumer, whose route is ready. */
    void open(WebhookConsumer ready) {
        consumer = ready;
        large = context.getExecutorServiceManager()
                .newFixedThreadPool(
                        this, "webhook-large-bodies", Runtime.getRuntime().availableProcessors());
        stopping = false;
        drained = new CountDownLatch(1);
        server.open();
    }

    /** From now on requests are answered 503; those under way go on. */
    void stopTaking() {
        stopping = true;
        if (underWay.get() == 0) {
            drained.countDown();
        }
    }

    void takeAgain() {
        drained = new CountDownLatch(1);
        stopping = false;
    }

    /** Waits for the answers of what is under way, then closes the port. */
    void close() {
        stopTaking();
        try {
            if (!drained.await(longestAnswer.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("The webhook stops with {} requests unanswered; their senders will repeat them.", underWay);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        server.close();
        if (large != null) {
            context.getExecutorServiceManager().shutdownNow(large);
        }
    }

    @Override
    public void receive(Incoming incoming, Consumer<Reply> answer) {
        underWay.incrementAndGet();
        if (stopping) {
            answer.accept(Reply.STOPPING);
        } else if (incoming.body().length <= Body.LARGE) {
            consumer.receive(incoming, answer);
        } else {
            receiveLarge(incoming, answer);
        }
    }

    private void receiveLarge(Incoming incoming, Consumer<Reply> answer) {
        try {
            large.execute(() -> consumer.receive(incoming, answer));
        } catch (RejectedExecutionException e) {
            answer.accept(Reply.STOPPING);
        }
    }

    @Override
    public void answered(Incoming incoming, Reply reply, long began) {
        meters.answered(reply.status(), reply.cause(), System.nanoTime() - began);
        if (reply.cause() != null) {
            rejections.add(incoming, reply);
        }
        if (underWay.decrementAndGet() == 0 && stopping) {
            drained.countDown();
        }
    }

    @Override
    public void refused(String client, Reply reply, Spool body) {
        meters.answered(reply.status(), reply.cause(), 0);
        rejections.add(client, reply, body);
    }

    @Override
    public boolean authentic(HttpServerRequest request) {
        return token.inHead(
                RequestHead.authorizations(request),
                RequestHead.tokenHeaders(request),
                RequestHead.tokenParameters(request));
    }

    @Override
    public Spool spool(HttpServerRequest request) {
        return authentic(request) && !stopping ? rejections.spool() : null;
    }

    @Override
    public Executor writer() {
        return large;
    }

    @Override
    public String client(HttpServerRequest request) {
        String peer = request.connection().remoteAddress().hostAddress();
        return addresses.trustsProxies() ? addresses.of(peer, request.headers().getAll("x-forwarded-for")) : peer;
    }

    @Override
    public boolean stopping() {
        return stopping;
    }
}
