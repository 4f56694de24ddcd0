package io.wotnotrelay.destination;

import io.wotnotrelay.destination.yaml.Nodes;
import io.wotnotrelay.destination.yaml.Place;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * A place of a file that names an endpoint.
 *
 * @param step the key it stands under: {@code from}, {@code to}, {@code toD}, …
 * @param uri as written
 * @param uriNode where the uri stands
 * @param options of its parameters and of the uri's query, as written; a list or a map is left out
 * @param nodes where each option stands
 */
record EndpointUse(String step, String uri, Node uriNode, Map<String, String> options, Map<String, Node> nodes) {
    /** @param parameters may be null */
    static EndpointUse of(String step, Node uri, Node parameters) {
        return of(step, Nodes.text(uri).orElse(""), uri, parameters);
    }

    /** Of a Kamelet that is named without an uri; the parameters may be null. */
    static EndpointUse ofKamelet(String step, Node name, Node parameters) {
        return of(step, "kamelet:" + Nodes.text(name).orElse(""), name, parameters);
    }

    private static EndpointUse of(String step, String text, Node uri, Node parameters) {
        Map<String, String> options = new LinkedHashMap<>();
        Map<String, Node> nodes = new LinkedHashMap<>();
        int query = text.indexOf('?');
        if (query >= 0) {
            for (String pair : text.substring(query + 1).split("&(?![^(]*\\)(?:&|$))")) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    options.put(pair.substring(0, equals), decoded(pair.substring(equals + 1)));
                    nodes.put(pair.substring(0, equals), uri);
                }
            }
        }
        Nodes.fields(parameters).forEach((name, value) -> {
            Nodes.text(value).ifPresent(v -> options.put(name, v));
            nodes.put(name, value);
        });
        return new EndpointUse(step, text, uri, options, nodes);
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return value;
        }
    }

    /** What stands before the first colon; all of it when there is none. */
    String scheme() {
        return uri.replaceAll("[:?].*", "");
    }

    /** What stands between the scheme and the query. */
    String path() {
        int colon = uri.indexOf(':');
        return colon < 0 ? "" : uri.substring(colon + 1).replaceAll("\\?.*", "").replaceFirst("^//", "");
    }

    Place place() {
        return Place.of(uriNode);
    }

    /** Where an option stands. */
    Place place(String option) {
        return nodes.containsKey(option) ? Place.of(nodes.get(option)) : place();
    }
}
