package io.wotnotrelay.destination.kamelet;

import io.wotnotrelay.destination.yaml.Nodes;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * A place of a file that uses a Kamelet: a step with {@code uri: kamelet:name}, the {@code kamelet} step, or an
 * endpoint of a Pipe.
 *
 * @param name the Kamelet's
 * @param parameters the mapping of what it is given
 */
public record KameletStep(String name, MappingNode parameters) {
    /** What this mapping is, if it uses a Kamelet and gives it parameters. */
    public static Optional<KameletStep> of(Node node) {
        Map<String, Node> outer = Nodes.fields(node);
        Map<String, Node> step = Nodes.fields(outer.get("kamelet"));
        Optional<String> name =
                step.isEmpty() ? name(outer) : text(step, "name").map(KameletStep::template);
        Map<String, Node> fields = step.isEmpty() ? outer : step;
        Node parameters = fields.get(fields.containsKey("ref") ? "properties" : "parameters");
        return name.isPresent() && parameters instanceof MappingNode mapping
                ? Optional.of(new KameletStep(name.get(), mapping))
                : Optional.empty();
    }

    /** The Kamelet this mapping uses, with or without parameters. */
    public static Optional<String> name(Map<String, Node> fields) {
        Node ref = fields.get("ref");
        if (Nodes.textAt(ref, "kind").filter("Kamelet"::equals).isPresent()) {
            return Nodes.textAt(ref, "name");
        }
        return text(fields, "uri").filter(u -> u.startsWith("kamelet:")).map(KameletStep::template);
    }

    /** The Kamelet of an URI such as {@code kamelet:name/routeId?query}. */
    public static String template(String uri) {
        return uri.replaceFirst("^kamelet:(//)?", "").replaceAll("[/?].*", "");
    }

    private static Optional<String> text(Map<String, Node> fields, String key) {
        return Optional.ofNullable(fields.get(key)).flatMap(Nodes::text);
    }
}
