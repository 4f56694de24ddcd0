package io.wotnotrelay.api;

import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.wotnotrelay.log.StoreUnavailableException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The REST API below {@code /api/v1}. Each answer is worked out on one of two threads of its own, so that neither the
 * event loop nor the health checks wait for a slow search, and the API never takes more than two of the log's readers.
 * What waits for a receiver has four others.
 */
final class Api {
    static final String BASE = "/api/v1";
    private static final Logger LOG = LoggerFactory.getLogger(Api.class);
    private static final int THREADS = 2;
    private static final int SLOW_THREADS = 4;
    private static final int MOST_WAITING = 64;
    private static final int MOST_BODY = 64 * 1024;
    private static final long SLOW_SECONDS = 60;

    private final ApiGate gate;
    private final Supplier<Rooms> rooms;
    private final AtomicInteger waiting = new AtomicInteger();
    private WorkerExecutor workers;
    private WorkerExecutor slowWorkers;

    /** @param rooms null until the relay has opened them */
    Api(ApiGate gate, Supplier<Rooms> rooms) {
        this.gate = gate;
        this.rooms = rooms;
    }

    void mount(Vertx vertx, Router router) {
        workers = vertx.createSharedWorkerExecutor("api", THREADS, SLOW_SECONDS, TimeUnit.SECONDS);
        slowWorkers = vertx.createSharedWorkerExecutor("api-slow", SLOW_THREADS, SLOW_SECONDS, TimeUnit.SECONDS);
        Map<String, TreeSet<String>> methods = new LinkedHashMap<>();
        for (Operation operation : Operations.ALL) {
            route(router, operation);
            TreeSet<String> allowed = methods.computeIfAbsent(operation.vertxPath(), p -> new TreeSet<>());
            allowed.add(operation.method().name());
            if (operation.method() == HttpMethod.GET) {
                allowed.add(HttpMethod.HEAD.name());
            }
        }
        methods.forEach((path, allowed) -> router.route(BASE + path).handler(c -> otherMethod(c, allowed)));
        router.route("/api/*").handler(context -> {
            if (gate.admits(context)) {
                Problems.answer(
                        context, 404, "There is nothing at this path. " + BASE + "/openapi.yaml tells what there is.");
            }
        });
    }

    /** A route for each step, since Vert.x would put the reading of a body before the asking for the token. */
    private void route(Router router, Operation operation) {
        at(router, operation).handler(context -> {
            if (gate.admits(context)) {
                context.next();
            }
        });
        if (operation.method() != HttpMethod.GET) {
            at(router, operation).handler(BodyHandler.create(false).setBodyLimit(MOST_BODY));
        }
        at(router, operation).handler(context -> work(context, operation));
    }

    private static Route at(Router router, Operation operation) {
        Route route = router.route(BASE + operation.vertxPath()).method(operation.method());
        return operation.method() == HttpMethod.GET ? route.method(HttpMethod.HEAD) : route;
    }

    private void otherMethod(RoutingContext context, TreeSet<String> allowed) {
        if (gate.admits(context)) {
            context.response().putHeader("Allow", String.join(", ", allowed));
            Problems.answer(context, 405, "This path answers " + String.join(", ", allowed) + " only.");
        }
    }

    private void work(RoutingContext context, Operation operation) {
        Buffer body = context.body() == null ? null : context.body().buffer();
        byte[] bytes = body == null ? new byte[0] : body.getBytes();
        if (waiting.incrementAndGet() > MOST_WAITING) {
            waiting.decrementAndGet();
            context.response().putHeader("Retry-After", "1");
            Problems.answer(context, 503, "The API has too much to do now. Ask again in a moment.");
            return;
        }
        (operation.slow() ? slowWorkers : workers)
                .<Object>executeBlocking(() -> answer(context, operation, bytes), false)
                .onComplete(done -> {
                    waiting.decrementAndGet();
                    if (done.succeeded()) {
                        Answers.send(context, done.result());
                    } else {
                        refuse(context, done.cause());
                    }
                });
    }

    /** JSON is made here too: a page may be large. */
    private Object answer(RoutingContext context, Operation operation, byte[] body) {
        Query query = new Query(context.queryParams(), operation.parameters());
        Rooms open = rooms.get();
        if (open == null) {
            throw new Refusal(503, "The relay is starting. Ask again in a moment.");
        }
        Object answer = operation.work().answer(new Request(open, context.pathParams(), query, body));
        if (answer instanceof Accepted accepted) {
            return new Accepted(Json.write(accepted.answer()));
        }
        return answer instanceof Download || answer instanceof Document ? answer : Json.write(answer);
    }

    private static void refuse(RoutingContext context, Throwable thrown) {
        if (thrown instanceof Refusal refusal) {
            Problems.answer(context, refusal.status(), refusal.getMessage());
        } else if (thrown instanceof StoreUnavailableException) {
            context.response().putHeader("Retry-After", "5");
            Problems.answer(context, 503, thrown.getMessage());
        } else if (thrown instanceof io.vertx.ext.web.handler.HttpException http && http.getStatusCode() == 400) {
            Problems.answer(context, 400, "The query of the address cannot be read.");
        } else {
            LOG.error("An answer of the API failed", thrown);
            Problems.answer(context, 500, "The relay's log says why.");
        }
    }
}
