package io.wotnotrelay.destination;

import io.wotnotrelay.destination.kamelet.KameletDefinitions;
import io.wotnotrelay.destination.kamelet.KameletStep;
import io.wotnotrelay.destination.yaml.Nodes;
import io.wotnotrelay.destination.yaml.Place;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.language.simple.types.SimpleIllegalSyntaxException;
import org.apache.camel.spi.Language;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Whether the Simple texts of a route can be parsed, and take from the event only what it has. Follows the steps as
 * long as the body must still be the event: after a step that may change it anything may be right.
 */
final class ExpressionCheck {
    private static final Set<String> PREDICATES = Set.of("filter", "when", "validate", "onWhen", "loopDoWhile");
    private static final Set<String> KEEPS_BODY = Set.of(
            "log",
            "setHeader",
            "setHeaders",
            "setProperty",
            "setVariable",
            "setVariables",
            "removeHeader",
            "removeHeaders",
            "removeProperty",
            "removeProperties",
            "removeVariable",
            "delay",
            "stop",
            "throwException",
            "rollback",
            "validate",
            "threads",
            "wireTap",
            "throttle",
            "filter",
            "choice",
            "when",
            "otherwise",
            "doTry",
            "doCatch",
            "doFinally",
            "step",
            "pipeline",
            "convertHeaderTo",
            "convertVariableTo");
    private static final Set<String> KEEPING_COMPONENTS = Set.of("log", "mock");

    private final Language simple;
    private final KameletDefinitions kamelets;
    private final Findings findings;

    ExpressionCheck(CamelContext context, KameletDefinitions kamelets, Findings findings) {
        this.simple = context.resolveLanguage("simple");
        this.kamelets = kamelets;
        this.findings = findings;
    }

    /** What the body is known to be. */
    private enum Body {
        EVENT,
        BATCH,
        UNKNOWN
    }

    void check(Node root) {
        for (Node item : Nodes.items(root)) {
            Map<String, Node> fields = Nodes.fields(item);
            Node from = fields.containsKey("route")
                    ? Nodes.fields(fields.get("route")).get("from")
                    : fields.get("from");
            if (from != null) {
                route(from);
            }
        }
    }

    private void route(Node from) {
        EndpointUse use = EndpointUse.of(
                "from", Nodes.fields(from).get("uri"), Nodes.fields(from).get("parameters"));
        Body body = Body.UNKNOWN;
        if (use.scheme().equals("wotnot")) {
            body = use.nodes().containsKey("batch") ? Body.BATCH : Body.EVENT;
            // A filter sees each event by itself, also in a batch.
            Optional.ofNullable(use.options().get("filter"))
                    .ifPresent(t -> text(use.nodes().get("filter"), t, Body.EVENT, true, true));
        }
        steps(Nodes.fields(from).get("steps"), body);
    }

    private Body steps(Node steps, Body body) {
        Body now = body;
        for (Node step : Nodes.items(steps)) {
            for (Map.Entry<String, Node> entry : Nodes.fields(step).entrySet()) {
                now = step(entry.getKey(), entry.getValue(), now);
            }
        }
        return now;
    }

    /** Checks a step and says what the body is after it. */
    private Body step(String name, Node value, Body body) {
        expressions(name, value, body);
        KameletStep.of(value).ifPresent(kamelet -> parameters(kamelet, body));
        if (name.equals("kamelet")) {
            Nodes.at(value, "parameters")
                    .ifPresent(p -> parameters(Nodes.textAt(value, "name").orElse(""), p, body));
        }
        Body inside = name.equals("split") || name.equals("aggregate") ? Body.UNKNOWN : body;
        boolean kept = keeps(name, value);
        for (Map.Entry<String, Node> part : Nodes.fields(value).entrySet()) {
            if (part.getKey().equals("steps")) {
                kept &= steps(part.getValue(), inside) == inside;
            } else if (Set.of("when", "otherwise", "doCatch", "doFinally").contains(part.getKey())) {
                List<Node> branches =
                        part.getKey().equals("when") || part.getKey().equals("doCatch")
                                ? Nodes.items(part.getValue())
                                : List.of(part.getValue());
                for (Node branch : branches) {
                    kept &= step(part.getKey(), branch, inside) == inside;
                }
            }
        }
        return kept ? body : Body.UNKNOWN;
    }

    private static boolean keeps(String name, Node value) {
        if (name.equals("to")) {
            String uri = Nodes.text(value).or(() -> Nodes.textAt(value, "uri")).orElse("");
            return KEEPING_COMPONENTS.contains(uri.replaceAll("[:?].*", ""));
        }
        return KEEPS_BODY.contains(name);
    }

    private void expressions(String step, Node value, Body body) {
        if (step.equals("log")) {
            Nodes.text(value).ifPresent(t -> text(value, t, body, false, true));
            Nodes.at(value, "message").ifPresent(n -> Nodes.text(n).ifPresent(t -> text(n, t, body, false, true)));
        }
        Nodes.fields(value).forEach((key, node) -> {
            if (key.equals("simple")) {
                Node source = Nodes.at(node, "expression").orElse(node);
                Nodes.text(source).ifPresent(t -> text(source, t, body, PREDICATES.contains(step), true));
            } else if (key.equals("expression")) {
                expressions(step, node, body);
            }
        });
    }

    private void parameters(KameletStep kamelet, Body body) {
        parameters(kamelet.name(), kamelet.parameters(), body);
    }

    /** The texts of our own sinks are Simple over each event; of others it is only likely. */
    private void parameters(String kamelet, Node parameters, Body body) {
        boolean own =
                kamelets.find(kamelet).map(KameletDefinitions.Definition::own).orElse(false);
        Nodes.fields(parameters)
                .forEach((name, node) -> Nodes.text(node).ifPresent(t -> text(node, t, body, false, own)));
    }

    private void text(Node node, String text, Body body, boolean predicate, boolean sure) {
        if (!text.contains("${") && !text.contains("$simple{") && !predicate) {
            return;
        }
        try {
            if (predicate) {
                simple.createPredicate(text);
            } else {
                simple.createExpression(text);
            }
        } catch (SimpleIllegalSyntaxException e) {
            report(sure, place(node, text, e.getIndex()), "This is not Simple: " + shortened(e.getMessage()) + ".");
            return;
        } catch (RuntimeException e) {
            report(sure, Place.of(node), "This is not Simple: " + shortened(e.getMessage()) + ".");
            return;
        }
        fields(text, body).ifPresent(m -> report(sure, place(node, text, m.at()), m.sentence()));
    }

    private static Optional<EventFields.Mistake> fields(String text, Body body) {
        Optional<EventFields.Mistake> event = EventFields.mistake(text, false);
        return switch (body) {
            case UNKNOWN -> Optional.empty();
            case EVENT -> event;
            // A sink takes the events of a batch one by one, a route the batch as a whole.
            case BATCH -> event.isEmpty() ? event : EventFields.mistake(text, true);
        };
    }

    private void report(boolean sure, Place place, String sentence) {
        if (sure) {
            findings.error(place, sentence);
        } else {
            findings.warning(place, sentence);
        }
    }

    private static String shortened(String message) {
        return message == null
                ? "it cannot be parsed"
                : message.lines().findFirst().orElse("").replaceFirst(" at location \\d+.*", "");
    }

    /** Within a text of one line that is the whole value the very character; else where the value begins. */
    private static Place place(Node node, String text, int index) {
        Place start = Place.of(node);
        boolean oneLine = node.getEndMark()
                .filter(end -> end.getLine() + 1 == start.line())
                .isPresent();
        boolean plain = node instanceof ScalarNode scalar && scalar.getScalarStyle() == ScalarStyle.PLAIN;
        return oneLine && index >= 0 ? new Place(start.line(), start.column() + index + (plain ? 0 : 1)) : start;
    }
}
