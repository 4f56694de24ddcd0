package io.wotnotrelay.destination;

import io.wotnotrelay.destination.yaml.Nodes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Finds the endpoints of a file: every {@code uri}, the short form {@code - to: log:x}, the step {@code kamelet}, and the
 * {@code source}, {@code steps} and {@code sink} of a Pipe.
 */
final class EndpointUses {
    private static final Set<String> SHORT_FORMS = Set.of("to", "toD", "wireTap", "from");

    private final List<EndpointUse> found = new ArrayList<>();

    private EndpointUses() {}

    static List<EndpointUse> in(Node root) {
        EndpointUses uses = new EndpointUses();
        uses.walk("", root);
        return uses.found;
    }

    private void kamelet(Node step) {
        if (step != null) {
            Node name = Nodes.at(step, "name").orElse(step);
            found.add(EndpointUse.ofKamelet("kamelet", name, Nodes.fields(step).get("parameters")));
        }
    }

    private void walk(String key, Node node) {
        Nodes.items(node).forEach(item -> walk(key, item));
        Map<String, Node> fields = Nodes.fields(node);
        if (fields.containsKey("uri")) {
            Node parameters = fields.containsKey("parameters") ? fields.get("parameters") : fields.get("properties");
            found.add(EndpointUse.of(key.equals("source") ? "from" : key, fields.get("uri"), parameters));
        }
        if (Nodes.textAt(fields.get("ref"), "kind").filter("Kamelet"::equals).isPresent()) {
            Nodes.at(fields.get("ref"), "name")
                    .ifPresent(name -> found.add(EndpointUse.ofKamelet(key, name, fields.get("properties"))));
        }
        kamelet(fields.get("kamelet"));
        fields.forEach((name, value) -> {
            if (SHORT_FORMS.contains(name) && Nodes.text(value).isPresent()) {
                found.add(EndpointUse.of(name, value, null));
            } else if (!name.equals("parameters")) {
                walk(name, value);
            }
        });
    }
}
