package io.wotnotrelay.destination;

import io.wotnotrelay.destination.yaml.Nodes;
import io.wotnotrelay.destination.yaml.Place;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Refuses what makes an URI of event data: Camel resolves {@code {{…}}} in such an URI, so a visitor could read the
 * relay's environment. And warns of steps whose work is not done when the route has ended.
 */
final class DynamicUriCheck {
    private static final Set<String> OF_EXPRESSIONS =
            Set.of("recipientList", "routingSlip", "dynamicRouter", "enrich", "pollEnrich");
    private static final Set<String> NOT_DATA = Set.of("constant", "expression", "steps", "id");
    private static final Map<String, String> UNFINISHED = Map.of(
            "aggregate",
                    "aggregate keeps events back, and loses them in a restart; use the option batch of wotnot: instead",
            "wireTap", "wireTap sends in the background, and nobody sees it fail; use to instead",
            "threads", "threads goes on in the background; use the option concurrency of wotnot: instead");

    private final Findings findings;

    DynamicUriCheck(Findings findings) {
        this.findings = findings;
    }

    void check(Node node) {
        Nodes.items(node).forEach(this::check);
        Nodes.fields(node).forEach((key, value) -> {
            step(node, key, value);
            if (!key.equals("parameters")) {
                check(value);
            }
        });
    }

    private void step(Node parent, String key, Node value) {
        Place place = Nodes.keyPlace(parent, key);
        if (key.equals("rest") || key.equals("restConfiguration") || key.equals("rest-configuration")) {
            findings.error(place, "'rest' would open the relay to requests; a destination cannot do that.");
        } else if (key.equals("toD") || key.equals("wireTap")) {
            uri(key, value, place);
        } else if (OF_EXPRESSIONS.contains(key)) {
            expression(key, value, place);
        }
        unfinished(key, value, place);
    }

    private void uri(String key, Node value, Place place) {
        String uri = Nodes.text(value).or(() -> Nodes.textAt(value, "uri")).orElse("");
        boolean parameters = Nodes.at(value, "parameters").stream()
                .flatMap(p -> Nodes.fields(p).values().stream())
                .flatMap(p -> Nodes.text(p).stream())
                .anyMatch(DynamicUriCheck::dynamic);
        if (dynamic(uri) || parameters) {
            refuse(key, place);
        }
    }

    private void expression(String key, Node value, Place place) {
        Map<String, Node> fields = Nodes.fields(value);
        Map<String, Node> languages =
                fields.containsKey("expression") ? Nodes.fields(fields.get("expression")) : fields;
        languages.forEach((language, expression) -> {
            boolean text = language.equals("simple") || language.equals("constant");
            String source = Nodes.text(expression)
                    .or(() -> Nodes.textAt(expression, "expression"))
                    .orElse("");
            if (text ? !language.equals("constant") && dynamic(source) : LANGUAGES.contains(language)) {
                refuse(key, place);
            }
        });
    }

    private static final Set<String> LANGUAGES = Set.of(
            "csimple",
            "datasonnet",
            "exchangeProperty",
            "groovy",
            "header",
            "hl7terser",
            "java",
            "joor",
            "jq",
            "js",
            "jsonpath",
            "language",
            "method",
            "mvel",
            "ognl",
            "python",
            "ref",
            "spel",
            "tokenize",
            "variable",
            "wasm",
            "xpath",
            "xquery",
            "xtokenize");

    private static boolean dynamic(String text) {
        return text.contains("${") || text.contains("$simple{");
    }

    private void refuse(String key, Place place) {
        findings.error(
                place,
                key + " must not make its uri of event data: Camel would resolve {{…}} that a visitor wrote. Use choice"
                        + " with a to for each destination.");
    }

    private void unfinished(String key, Node value, Place place) {
        String parallel = Nodes.textAt(value, "parallelProcessing").orElse("false");
        if (UNFINISHED.containsKey(key) && !Nodes.fields(value).isEmpty() || key.equals("wireTap")) {
            findings.warning(place, UNFINISHED.get(key) + ".");
        } else if (key.equals("split") && !parallel.equals("false")) {
            findings.warning(place, "A parallel split has no order, and may go on after the route has ended.");
        }
    }
}
