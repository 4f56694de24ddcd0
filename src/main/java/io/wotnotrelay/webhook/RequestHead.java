package io.wotnotrelay.webhook;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.wotnotrelay.config.OwnMark;
import io.wotnotrelay.config.Settings;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads the head of a request: what is wrong with it, and the tokens it may hold. */
final class RequestHead {
    private static final List<String> TOKEN_HEADERS = List.of("X-WotNot-Token", "token");

    private final String path;
    private final int maxBody;

    RequestHead(Settings.Webhook settings) {
        this.path = settings.path();
        this.maxBody = settings.maxBody();
    }

    /** Why the request is refused before its body is read, or null. The path is compared as it was sent: {@code /webhook/} is another one. */
    Reply refusal(HttpServerRequest request) {
        MultiMap headers = request.headers();
        if (!framed(request, headers)) {
            return Reply.BAD_HTTP;
        }
        if (!path.equals(request.path())) {
            return Reply.NOT_FOUND;
        }
        if (request.method() != HttpMethod.POST) {
            return Reply.METHOD;
        }
        if (encoded(headers)) {
            return Reply.ENCODING;
        }
        return length(headers) > maxBody ? Reply.TOO_LARGE : null;
    }

    /** The answer to what the decoder could not read, or read as another version of HTTP; null for anything else. */
    static Reply undecodable(HttpObject part) {
        if (part.decoderResult().isFailure()) {
            Reply reply = undecodable(part.decoderResult().cause());
            // a chunk has a line as well
            return reply == Reply.URI_TOO_LONG && !(part instanceof HttpRequest) ? Reply.BAD_HTTP : reply;
        }
        if (part instanceof HttpRequest request) {
            HttpVersion version = request.protocolVersion();
            return HttpVersion.HTTP_1_1.equals(version) || HttpVersion.HTTP_1_0.equals(version) ? null : Reply.BAD_HTTP;
        }
        return null;
    }

    private static Reply undecodable(Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return Reply.URI_TOO_LONG;
        }
        return cause instanceof TooLongHttpHeaderException ? Reply.HEAD_TOO_LARGE : Reply.BAD_HTTP;
    }

    /** Whether an answer must have no body (RFC 9110 section 9.3.2). */
    static boolean bodiless(HttpServerRequest request) {
        return request.method() == HttpMethod.HEAD;
    }

    /** Whether a body that is too large may be read to be kept: not when that is hopeless, or when the sender asks first. */
    static boolean worthReading(HttpServerRequest request) {
        return length(request.headers()) <= Spool.MOST && !asksFirst(request);
    }

    static boolean asksFirst(HttpServerRequest request) {
        return request.headers().contains(HttpHeaderNames.EXPECT, HttpHeaderValues.CONTINUE, true);
    }

    /** Bytes announced, -1 when the body comes in chunks or there is none. */
    static long length(MultiMap headers) {
        String length = headers.get("content-length");
        return length == null ? -1 : Long.parseLong(length);
    }

    /**
     * Whether everyone on the way agrees where this request ends and whom it is for (RFC 9112 sections 3.2 and 6.1).
     * Netty refuses two lengths, and a length beside a transfer coding, by itself; other codings than chunked it lets through.
     */
    private static boolean framed(HttpServerRequest request, MultiMap headers) {
        List<String> codings = headers.getAll("transfer-encoding");
        boolean coded = !codings.isEmpty();
        if (coded && old(request)) {
            return false;
        }
        if (coded && (codings.size() > 1 || !codings.get(0).equalsIgnoreCase("chunked"))) {
            return false;
        }
        int hosts = headers.getAll("host").size();
        return hosts == 1 || (hosts == 0 && old(request));
    }

    private static boolean old(HttpServerRequest request) {
        return request.version() == io.vertx.core.http.HttpVersion.HTTP_1_0;
    }

    private static boolean encoded(MultiMap headers) {
        for (String encoding : headers.getAll("content-encoding")) {
            if (!encoding.isBlank() && !encoding.strip().equalsIgnoreCase("identity")) {
                return true;
            }
        }
        return false;
    }

    /** Whether a destination of this very relay sent it. */
    static boolean ownMark(HttpServerRequest request) {
        return OwnMark.VALUE.equals(request.headers().get(OwnMark.HEADER));
    }

    static List<String> authorizations(HttpServerRequest request) {
        return request.headers().getAll("authorization");
    }

    static List<String> tokenHeaders(HttpServerRequest request) {
        List<String> found = List.of();
        for (String name : TOKEN_HEADERS) {
            List<String> values = request.headers().getAll(name);
            if (!values.isEmpty()) {
                found = found.isEmpty() ? values : joined(found, values);
            }
        }
        return found;
    }

    /** A plus may stand for itself or for a blank: people paste tokens into URLs as they are. */
    static List<String> tokenParameters(HttpServerRequest request) {
        String query = request.query();
        if (query == null || query.isEmpty()) {
            return List.of();
        }
        List<String> found = new ArrayList<>(2);
        for (String part : query.split("&")) {
            int equals = part.indexOf('=');
            if (equals > 0 && "token".equals(decoded(part.substring(0, equals)))) {
                String value = part.substring(equals + 1);
                found.add(decoded(value));
                if (value.indexOf('+') >= 0) {
                    found.add(decoded(value.replace("+", "%2B")));
                }
            }
        }
        return found;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    private static List<String> joined(List<String> a, List<String> b) {
        List<String> all = new ArrayList<>(a);
        all.addAll(b);
        return all;
    }
}
