package io.wotnotrelay.api;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.wotnotrelay.config.Settings;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The console's HTTP server: {@code /observe/health/live}, {@code /observe/health/ready}, {@code /observe/metrics} and
 * the API below {@code /api/v1}. Health needs no token; metrics need the bearer token unless the server listens on the
 * loopback interface only; the API always does.
 */
public final class ConsoleServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ConsoleServer.class);
    private static final Duration STARTING = Duration.ofSeconds(10);
    private static final int IDLE_SECONDS = 60;
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    private final Settings.Console settings;
    private final HealthAnswers health;
    private final BearerToken token;
    private final Supplier<String> metrics;
    private final Api api;
    private volatile Rooms rooms;
    private HttpServer server;

    /**
     * @param readiness asked for each request to {@code ready}
     * @param metrics the metrics in Prometheus' text form
     */
    public ConsoleServer(Settings.Console settings, Readiness readiness, Supplier<String> metrics) {
        this.settings = settings;
        this.health = new HealthAnswers(readiness);
        this.token = new BearerToken(settings.token());
        this.metrics = metrics;
        this.api = new Api(new ApiGate(token), () -> rooms);
    }

    /** From now on the API answers; before that it says that the relay is starting. */
    public void open(Rooms opened) {
        rooms = opened;
    }

    /**
     * Listens.
     *
     * @throws IllegalStateException with a sentence when the port cannot be had
     */
    public void start(Vertx vertx) {
        if (!Loopback.is(settings.host())) {
            LOG.warn(
                    "The console listens on {}, beyond this machine, and without TLS: put a proxy with TLS before it, or"
                            + " set relay.console.host=127.0.0.1.",
                    settings.host());
        }
        HttpServerOptions options = new HttpServerOptions()
                .setHost(settings.host())
                .setPort(settings.port())
                .setIdleTimeout(IDLE_SECONDS)
                .setHttp2ClearTextEnabled(false);
        try {
            server = vertx.createHttpServer(options)
                    .requestHandler(router(vertx))
                    .invalidRequestHandler(Problems::invalid)
                    .listen()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(STARTING.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(
                    "The console cannot listen on " + settings.host() + ":" + settings.port() + ": " + reason(e)
                            + ". Stop what uses the port, or set relay.console.port to another one.",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the console was starting.", e);
        }
    }

    /** Where it listens. */
    public URI address() {
        String host = settings.host().equals("0.0.0.0") ? "127.0.0.1" : settings.host();
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + server.actualPort());
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
    }

    private Router router(Vertx vertx) {
        Router router = Router.router(vertx);
        router.route().handler(Answers::guard);
        router.route("/observe/health/live").method(HttpMethod.GET).handler(health::live);
        router.route("/observe/health/ready").method(HttpMethod.GET).blockingHandler(health::ready, false);
        router.route("/observe/metrics").method(HttpMethod.GET).handler(this::allowed);
        router.route("/observe/metrics").method(HttpMethod.GET).blockingHandler(this::metrics, false);
        api.mount(vertx, router);
        Problems.install(router);
        return router;
    }

    private void allowed(RoutingContext request) {
        if (Loopback.is(settings.host()) || token.in(request.request())) {
            request.next();
        } else {
            request.response().putHeader("WWW-Authenticate", "Bearer");
            Problems.answer(request, 401, "This needs the console's token: Authorization: Bearer <token>.");
        }
    }

    private void metrics(RoutingContext request) {
        request.response().putHeader("Content-Type", PROMETHEUS).end(metrics.get());
    }

    private static String reason(Exception e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
