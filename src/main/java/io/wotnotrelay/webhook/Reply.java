package io.wotnotrelay.webhook;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/**
 * An answer, made once and sent many times: nothing of any request is in it. A problem is RFC 9457
 * {@code application/problem+json}.
 *
 * @param status the HTTP status
 * @param cause one word of a fixed set for counters and receipts; null when all went well
 * @param contentType of the body
 * @param body never changed
 * @param header name of the one further header this status calls for; null for none
 * @param value of that header
 */
record Reply(int status, String cause, String contentType, Buffer body, String header, String value) {
    private static final String PROBLEM = "application/problem+json";
    private static final String NOT_JSON = "not_json";

    static final Reply NOT_FOUND = problem(404, "not_found", "There is nothing at this path.");
    static final Reply METHOD =
            problem(405, "method", "Events are sent with POST.").with("Allow", "POST");
    static final Reply ENCODING =
            problem(415, "content_encoding", "The body must not be encoded: send it without Content-Encoding.");
    static final Reply TOO_LARGE = problem(413, "too_large", "The body is larger than relay.webhook.max-body.");
    static final Reply URI_TOO_LONG = problem(414, "uri_too_long", "The request line is too long.");
    static final Reply HEAD_TOO_LARGE = problem(431, "head_too_large", "The headers are too long.");
    static final Reply BAD_HTTP =
            problem(400, "bad_http", "This is not a request that every server would read alike (RFC 9112).");
    static final Reply TIMEOUT = problem(408, "timeout", "The request took too long to arrive.");
    static final Reply UNAUTHORIZED = problem(
                    401, "token", "No valid token. Paste the token that bin/relay token shows into WotNot.")
            .with("WWW-Authenticate", "Bearer");
    static final Reply REPEATED_TOKEN = problem(401, "repeated_token", "The body has more than one field named token.")
            .with("WWW-Authenticate", "Bearer");
    /** RFC 5842 section 7.2; a destination that gets it is told what to mend. */
    static final Reply LOOP = problem(
            508, "loop", "A destination of this relay posts to the relay's own webhook: give it another address.");

    static final Reply STORE = problem(503, "store", "The events cannot be stored now. Send them again.")
            .with("Retry-After", "5");
    static final Reply SLOW_STORE = problem(503, "slow_store", "Storing the events took too long. Send them again.")
            .with("Retry-After", "5");
    static final Reply STOPPING = problem(503, "stopping", "The relay is stopping. Send the events again.")
            .with("Retry-After", "10");
    static final Reply BUSY = problem(503, "busy", "Too many large bodies are under way. Send the events again.")
            .with("Retry-After", "5");
    static final Reply FAILED =
            problem(500, "failed", "The relay failed to take the request; its log says why. Send the events again.");

    /** To an authentic body that is not one JSON text; the complaint holds nothing of it. */
    static Reply notJson(String complaint) {
        return problem(400, NOT_JSON, complaint);
    }

    /** Whether the body of the request is kept, to be mended and sent again: it came from the real sender. */
    boolean keepsBody() {
        return NOT_JSON.equals(cause);
    }

    /** After too many wrong tokens from one address. */
    static Reply tooMany(long seconds) {
        return problem(429, "too_many", "Too many requests without a valid token came from this address.")
                .with("Retry-After", Long.toString(seconds));
    }

    /** 200 with this body. */
    static Reply ok(String contentType, String body) {
        return new Reply(200, null, contentType, Buffer.buffer(body), null, null);
    }

    private static Reply problem(int status, String cause, String detail) {
        String title = status(status).reasonPhrase();
        String json = "{\"type\":\"about:blank\",\"title\":\"" + title + "\",\"status\":" + status + ",\"detail\":\""
                + detail + "\"}";
        return new Reply(status, cause, PROBLEM, Buffer.buffer(json), null, null);
    }

    private static HttpResponseStatus status(int status) {
        return status == 508 ? new HttpResponseStatus(508, "Loop Detected") : HttpResponseStatus.valueOf(status);
    }

    private Reply with(String name, String text) {
        return new Reply(status, cause, contentType, body, name, text);
    }

    /** The whole answer as bytes, for a connection that is closed behind it. */
    byte[] closing(boolean bodiless, String date) {
        StringBuilder head = new StringBuilder(300)
                .append("HTTP/1.1 ")
                .append(status(status))
                .append("\r\nDate: ")
                .append(date)
                .append("\r\nContent-Type: ")
                .append(contentType)
                .append("\r\nContent-Length: ")
                .append(body.length())
                .append("\r\nConnection: close\r\n");
        if (header != null) {
            head.append(header).append(": ").append(value).append("\r\n");
        }
        Buffer all = Buffer.buffer(head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
        return (bodiless ? all : all.appendBuffer(body)).getBytes();
    }
}
