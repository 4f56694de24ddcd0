package io.wotnotrelay.cli.demo;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** The endpoint of somebody who gets signed hooks: a server of this machine alone that checks the signature of each. */
final class HookServer implements Switchable {
    private static final int ACCEPTED = 204;
    private static final int REFUSED = 401;

    private final Webhook verifier;
    private final Consumer<Hook> hooks;
    private HttpServer server;
    private int port;

    /** @param secret {@code whsec_} and base64, which the relay signs with */
    HookServer(String secret, Consumer<Hook> hooks) {
        this.verifier = new Webhook(secret);
        this.hooks = hooks;
    }

    int port() {
        return port;
    }

    @Override
    public void on() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", this::take);
        server.start();
        port = server.getAddress().getPort();
    }

    @Override
    public void off() {
        server.stop(0);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String id = exchange.getRequestHeaders().getFirst("webhook-id");
            Hook hook = new Hook(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getPath(),
                    id == null ? "none" : id,
                    check(exchange, body),
                    body);
            hooks.accept(hook);
            exchange.sendResponseHeaders(hook.signature() == Hook.Signature.VALID ? ACCEPTED : REFUSED, -1);
        }
    }

    private Hook.Signature check(HttpExchange exchange, String body) {
        if (!exchange.getRequestHeaders().containsKey("webhook-signature")) {
            return Hook.Signature.NONE;
        }
        try {
            verifier.verify(body, exchange.getRequestHeaders());
            return Hook.Signature.VALID;
        } catch (WebhookVerificationException e) {
            return Hook.Signature.WRONG;
        }
    }
}
