package io.wotnotrelay.destination;

import io.wotnotrelay.destination.yaml.Nodes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/** Finds the endpoints of a file: every {@code uri}, and the short forms {@code - to: log:x} and Pipe's {@code ref}. */
final class EndpointUses {
    private static final Set<String> SHORT_FORMS = Set.of("to", "toD", "wireTap", "from");

    private final List<EndpointUse> found = new ArrayList<>();

    private EndpointUses() {}

    static List<EndpointUse> in(Node root) {
        EndpointUses uses = new EndpointUses();
        uses.walk("", root);
        return uses.found;
    }

    private void walk(String key, Node node) {
        Nodes.items(node).forEach(item -> walk(key, item));
        Map<String, Node> fields = Nodes.fields(node);
        if (fields.containsKey("uri")) {
            Node parameters = fields.containsKey("parameters") ? fields.get("parameters") : fields.get("properties");
            found.add(EndpointUse.of(key, fields.get("uri"), parameters));
        }
        fields.forEach((name, value) -> {
            if (SHORT_FORMS.contains(name) && Nodes.text(value).isPresent()) {
                found.add(EndpointUse.of(name, value, null));
            } else if (!name.equals("parameters")) {
                walk(name, value);
            }
        });
    }
}
