package io.wotnotrelay.sink;

import io.wotnotrelay.config.OwnMark;
import io.wotnotrelay.event.Batch;
import io.wotnotrelay.event.Event;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/**
 * The one step of the Kamelet webhook-sink: posts an event, or a batch, as a signed webhook (Standard Webhooks).
 *
 * <p>It ends when the server has answered 2xx, and leaves the exchange as it was but for the header
 * {@code CamelHttpResponseCode}. Any other status is an
 * {@link org.apache.camel.http.base.HttpOperationFailedException}; no answer within {@code timeout}, all told, is a
 * {@link java.net.SocketTimeoutException}; what the network does is its own {@link java.io.IOException}; data that
 * cannot be sent as the route wants is an {@link UnfitEventException}.
 */
public final class WebhookSink extends Sink {
    private static final String SINK = "webhook-sink";
    private static final Set<String> METHODS = Set.of("POST", "PUT", "PATCH", "DELETE");

    private TargetUrl url;
    private String method;
    private String contentType;
    private Duration timeout;
    private Body body;
    private FixedHeaders headers;
    private Signer signer;
    private Credentials credentials;
    private HttpClient client;

    @Override
    protected void doInit() throws Exception {
        Parameters parameters = parameters(SINK);
        String target = parameters.required("url");
        url = parameters.told("url", () -> TargetUrl.of(getCamelContext(), target));
        method = method(parameters);
        contentType = contentType(parameters);
        timeout = parameters.duration("timeout", "10s");
        body = Body.from(getCamelContext(), parameters, contentType);
        headers = new FixedHeaders(getCamelContext(), parameters);
        String secret = parameters.secret("secret");
        signer = secret == null ? null : parameters.told("secret", () -> Signer.of(secret));
        credentials = Credentials.from(getCamelContext(), parameters, timeout);
        client = HttpClient.open(getCamelContext(), url.origin(), timeout);
    }

    private static String method(Parameters parameters) {
        String method = parameters.text("method", "POST").trim().toUpperCase(Locale.ROOT);
        if (!METHODS.contains(method)) {
            throw parameters.wrong("method", "is \"" + method + "\"; it can be POST, PUT, PATCH or DELETE");
        }
        return method;
    }

    private static String contentType(Parameters parameters) {
        String type = parameters.text("contentType", "application/json").trim();
        if (!type.matches("[!-~]+/[!-~]+[ -~]*")) {
            throw parameters.wrong("contentType", "is not a media type such as application/json or text/plain");
        }
        return type.startsWith("text/") && !type.contains(";") ? type + "; charset=utf-8" : type;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        Deadline deadline = Deadline.in(timeout);
        byte[] content = body.of(exchange);
        URI target = url.of(exchange);
        Sent.show(
                exchange,
                method + " " + url.origin(),
                () -> List.of("Body", new String(content, StandardCharsets.UTF_8)));
        if (Sent.stops(exchange)) {
            return;
        }
        String shown = credentials.show(deadline);
        Answer answer = client.send(request(exchange, target, content, shown), deadline);
        if (answer.status() == 401 && credentials.renew(shown)) {
            answer = client.send(request(exchange, target, content, credentials.show(deadline)), deadline);
        }
        if (!answer.ok()) {
            throw answer.failure(url.origin());
        }
        Sent.answered(exchange, answer.said(url.origin()));
        exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, answer.status());
    }

    private HttpUriRequestBase request(Exchange exchange, URI target, byte[] content, String authorization)
            throws Exception {
        HttpUriRequestBase request = new HttpUriRequestBase(method, target);
        headers.addTo(request, exchange);
        if (authorization != null) {
            request.setHeader("Authorization", authorization);
        }
        request.setHeader(OwnMark.HEADER, OwnMark.VALUE);
        String id = id(exchange);
        long seconds = System.currentTimeMillis() / 1000;
        request.setHeader("webhook-id", id);
        request.setHeader("webhook-timestamp", String.valueOf(seconds));
        if (signer != null) {
            request.setHeader("webhook-signature", signer.sign(id, seconds, content));
        }
        request.setHeader("Content-Type", contentType);
        request.setEntity(new ByteArrayEntity(content, null));
        return request;
    }

    /** The same for every try of a delivery, so that the receiver can tell a repetition. */
    private static String id(Exchange exchange) {
        String id = exchange.getProperty("relay.deliveryId", String.class);
        if (id != null) {
            return Escape.header(id);
        }
        Object held = exchange.getMessage().getBody();
        if (held instanceof Batch batch && !batch.events().isEmpty()) {
            return batch.events().get(0).id();
        }
        return held instanceof Event event ? event.id() : exchange.getExchangeId();
    }

    @Override
    protected void doShutdown() {
        if (client != null) {
            client.close();
        }
        if (credentials != null) {
            credentials.close();
        }
    }
}
