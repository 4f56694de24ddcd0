package io.wotnotrelay.api;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;

/** Errors as RFC 9457 {@code application/problem+json}, without a word of the request. */
final class Problems {
    private static final Map<Integer, String> TITLES = Map.of(
            400, "Bad Request",
            401, "Unauthorized",
            404, "Not Found",
            405, "Method Not Allowed",
            409, "Conflict",
            413, "Content Too Large",
            414, "URI Too Long",
            429, "Too Many Requests",
            500, "Internal Server Error",
            503, "Service Unavailable");
    private static final String TYPE = "application/problem+json";

    private Problems() {}

    static void install(Router router) {
        router.errorHandler(400, r -> answer(r, 400, "The request cannot be read."));
        router.errorHandler(404, r -> answer(r, 404, "There is nothing at this path."));
        router.errorHandler(405, r -> answer(r, 405, "This path answers GET only."));
        router.errorHandler(413, r -> answer(r, 413, "The body of this request is too large."));
        router.errorHandler(500, r -> answer(r, 500, "The relay's log says why."));
    }

    static void answer(RoutingContext request, int status, String detail) {
        if (!request.response().ended() && !request.response().closed()) {
            request.response()
                    .setStatusCode(status)
                    .putHeader("Content-Type", TYPE)
                    .end(problem(status, detail));
        }
    }

    /** Answers what is not HTTP enough to reach a route, and hangs up. */
    static void invalid(HttpServerRequest request) {
        Throwable why = request.decoderResult().cause();
        int status =
                why instanceof TooLongHttpLineException ? 414 : why instanceof TooLongHttpHeaderException ? 431 : 400;
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", TYPE)
                .end(problem(status, "The head of this request is too long, or is not HTTP."))
                .onComplete(done -> request.connection().close());
    }

    private static String problem(int status, String detail) {
        return new JsonObject()
                .put("type", "about:blank")
                .put("title", TITLES.getOrDefault(status, "Error"))
                .put("status", status)
                .put("detail", detail)
                .encode();
    }
}
