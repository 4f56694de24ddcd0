package io.wotnotrelay.api;

import io.vertx.ext.web.RoutingContext;
import io.wotnotrelay.webhook.Guesses;

/** Lets in whoever brings the console's token; an address with too many wrong ones waits, whatever it brings then. */
final class ApiGate {
    /** Wrong tokens an address may send in a minute; a forgotten script that asks each second stays below. */
    static final int MOST = 100;

    private final BearerToken token;
    private final Guesses guesses = new Guesses(MOST, () -> System.nanoTime() / 1_000_000);

    ApiGate(BearerToken token) {
        this.token = token;
    }

    /** Answers those it does not let in. */
    boolean admits(RoutingContext context) {
        String address = context.request().remoteAddress() == null
                ? ""
                : context.request().remoteAddress().hostAddress();
        long wait = guesses.wait(address);
        if (wait == 0 && token.in(context.request())) {
            return true;
        }
        wait = wait > 0 ? wait : guesses.wrong(address);
        if (wait > 0) {
            context.response().putHeader("Retry-After", Long.toString(wait));
            Problems.answer(context, 429, "Too many wrong tokens came from this address. Wait " + wait + " s.");
        } else {
            context.response().putHeader("WWW-Authenticate", "Bearer");
            Problems.answer(
                    context,
                    401,
                    "This needs the console's token: Authorization: Bearer <token>. bin/relay token --console shows it.");
        }
        return false;
    }
}
