package io.wotnotrelay.api;

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
            500, "Internal Server Error");

    private Problems() {}

    static void install(Router router) {
        router.errorHandler(400, r -> answer(r, 400, "The request cannot be read."));
        router.errorHandler(404, r -> answer(r, 404, "There is nothing at this path."));
        router.errorHandler(405, r -> answer(r, 405, "This path answers GET only."));
        router.errorHandler(500, r -> answer(r, 500, "The relay's log says why."));
    }

    static void answer(RoutingContext request, int status, String detail) {
        JsonObject problem = new JsonObject()
                .put("type", "about:blank")
                .put("title", TITLES.getOrDefault(status, "Error"))
                .put("status", status)
                .put("detail", detail);
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/problem+json")
                .end(problem.encode());
    }
}
