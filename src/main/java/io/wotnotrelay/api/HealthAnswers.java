package io.wotnotrelay.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** {@code {"status":"UP","checks":[{"name","status","cause"}]}}: 200 when all is well, else 503. */
final class HealthAnswers {
    private final Readiness readiness;

    HealthAnswers(Readiness readiness) {
        this.readiness = readiness;
    }

    void live(RoutingContext request) {
        end(request, true, new JsonArray());
    }

    void ready(RoutingContext request) {
        List<Readiness.Check> checks = readiness.checks();
        JsonArray shown = new JsonArray();
        for (Readiness.Check check : checks) {
            JsonObject one = new JsonObject().put("name", check.name()).put("status", check.up() ? "UP" : "DOWN");
            shown.add(check.cause() == null ? one : one.put("cause", check.cause()));
        }
        end(request, checks.stream().allMatch(Readiness.Check::up), shown);
    }

    private static void end(RoutingContext request, boolean up, JsonArray checks) {
        request.response()
                .setStatusCode(up ? 200 : 503)
                .putHeader("Content-Type", "application/json")
                .end(new JsonObject()
                        .put("status", up ? "UP" : "DOWN")
                        .put("checks", checks)
                        .encode());
    }
}
