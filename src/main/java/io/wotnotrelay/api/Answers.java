package io.wotnotrelay.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/** Sends what a resource answered. */
final class Answers {
    private Answers() {}

    /** What every answer of the console says to browsers: keep nothing, guess nothing, run nothing, frame nothing. */
    static void guard(RoutingContext context) {
        context.response()
                .putHeader("Cache-Control", "no-store")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
                .putHeader("Referrer-Policy", "no-referrer");
        context.next();
    }

    /** @param answer JSON in bytes, {@link Accepted} with such, a {@link Document} or a {@link Download} */
    static void send(RoutingContext context, Object answer) {
        HttpServerResponse response = context.response();
        if (response.closed()) {
            drop(context, answer);
        } else if (answer instanceof Download download) {
            response.putHeader("Content-Type", "application/octet-stream")
                    .putHeader("Content-Disposition", "attachment; filename=\"" + download.name() + "\"")
                    .sendFile(download.file().toString())
                    .onComplete(done -> drop(context, answer));
        } else if (answer instanceof Document document) {
            response.putHeader("Content-Type", document.contentType()).end(document.text());
        } else {
            boolean begun = answer instanceof Accepted;
            byte[] json = (byte[]) (answer instanceof Accepted accepted ? accepted.answer() : answer);
            response.setStatusCode(begun ? 202 : 200)
                    .putHeader("Content-Type", "application/json")
                    .end(Buffer.buffer(json));
        }
    }

    private static void drop(RoutingContext context, Object answer) {
        if (answer instanceof Download download) {
            context.vertx().fileSystem().delete(download.file().toString());
        }
    }
}
