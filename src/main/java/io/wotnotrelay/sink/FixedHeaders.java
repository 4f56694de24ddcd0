package io.wotnotrelay.sink;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.hc.core5.http.HttpMessage;

/** The header fields a route adds to its webhook; events may fill in values, never names. */
final class FixedHeaders {
    /** RFC 9110 section 5.6.2. */
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    private static final Set<String> OURS = Set.of(
            "host",
            "content-length",
            "content-type",
            "transfer-encoding",
            "connection",
            "upgrade",
            "expect",
            "te",
            "trailer",
            "x-wotnot-relay",
            "webhook-id",
            "webhook-timestamp",
            "webhook-signature");

    private final Map<String, Template> headers = new LinkedHashMap<>();

    FixedHeaders(CamelContext context, Parameters parameters) {
        parameters.map("headers").forEach((name, value) -> {
            if (!NAME.matcher(name).matches()) {
                throw parameters.wrong("headers", "has \"" + Escape.header(name) + "\", which is no name of a header");
            }
            if (OURS.contains(name.toLowerCase(Locale.ROOT))) {
                throw parameters.wrong(
                        "headers",
                        "has " + name + ", which webhook-sink sets itself"
                                + (name.equalsIgnoreCase("content-type") ? "; use the parameter contentType" : ""));
            }
            headers.put(
                    name,
                    parameters.told("headers", () -> Template.of(context, value).mapText(Escape::header)));
        });
    }

    /** Whether one of this name is set. */
    boolean has(String name) {
        return headers.keySet().stream().anyMatch(name::equalsIgnoreCase);
    }

    void addTo(HttpMessage request, Exchange exchange) {
        headers.forEach((name, value) ->
                request.setHeader(name, value.write(exchange, Escape::header).trim()));
    }
}
