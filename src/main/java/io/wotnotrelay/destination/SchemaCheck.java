package io.wotnotrelay.destination;

import com.networknt.schema.JsonNodePath;
import com.networknt.schema.ValidationMessage;
import io.wotnotrelay.destination.component.Nearest;
import io.wotnotrelay.destination.yaml.Nodes;
import io.wotnotrelay.destination.yaml.Place;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.Node;

/** Whether a file has the shape it must have, such as Camel's YAML DSL; of the many messages of a validator only those that help. */
final class SchemaCheck {
    private final Node root;
    private final FileSchema schema;
    private final Findings findings;

    private SchemaCheck(Node root, FileSchema schema, Findings findings) {
        this.root = root;
        this.schema = schema;
        this.findings = findings;
    }

    static void check(Node root, FileSchema schema, Findings findings) {
        Set<ValidationMessage> messages = schema.schema().validate(Nodes.json(root));
        new SchemaCheck(root, schema, findings).report(messages);
    }

    private void report(Collection<ValidationMessage> messages) {
        List<ValidationMessage> telling =
                messages.stream().filter(SchemaCheck::telling).toList();
        Set<String> unknownKeys = telling.stream()
                .filter(m -> m.getType().equals("additionalProperties"))
                .map(m -> m.getInstanceLocation().toString())
                .collect(Collectors.toSet());
        for (ValidationMessage m : telling) {
            boolean explained = m.getType().equals("required")
                    && unknownKeys.contains(m.getInstanceLocation().toString());
            if (!explained) {
                report(m);
            }
        }
        if (telling.isEmpty() && !messages.isEmpty()) {
            alternatives(messages);
        }
    }

    /** Of alternatives that all fail only an unknown key tells more than that they fail. */
    private static boolean telling(ValidationMessage m) {
        String where = m.getSchemaLocation().toString();
        return switch (m.getType()) {
            case "additionalProperties", "pattern", "enum", "maxProperties" -> true;
            case "required", "type" -> !where.contains("/oneOf/") && !where.contains("/anyOf/");
            default -> false;
        };
    }

    private void report(ValidationMessage m) {
        Node node = node(m.getInstanceLocation());
        String key = m.getProperty();
        switch (m.getType()) {
            case "additionalProperties" ->
                findings.error(
                        Nodes.keyPlace(node, key),
                        "'" + key + "' is not known here."
                                + Nearest.hint(
                                        key,
                                        schema.allowed(m.getSchemaLocation().toString())));
            case "required" -> findings.error(Place.of(node), "'" + key + "' is missing here.");
            case "maxProperties" ->
                findings.error(Place.of(node), "Only one step can stand here; begin each step with a dash of its own.");
            case "type" -> findings.error(Place.of(node), type(m));
            default -> findings.error(Place.of(node), value(node, m));
        }
    }

    private static String type(ValidationMessage m) {
        String message = m.getMessage();
        if (message.contains("array expected")) {
            return "A list is expected here; begin each item with a dash.";
        }
        return message.contains("object expected")
                ? "A mapping is expected here, such as 'uri: …' on a line of its own."
                : "A text is expected here.";
    }

    private static String value(Node node, ValidationMessage m) {
        String value = Nodes.text(node).orElse("");
        if (m.getType().equals("pattern")) {
            String wanted = m.getMessage().contains("true") ? "true or false" : "a number";
            return "'" + value + "' stands where " + wanted + " is expected.";
        }
        return "'" + value + "' cannot stand here: " + m.getMessage().replaceFirst("^\\S+: ", "") + ".";
    }

    private void alternatives(Collection<ValidationMessage> messages) {
        ValidationMessage deepest = messages.stream()
                .max(java.util.Comparator.comparingInt(
                        m -> m.getInstanceLocation().getNameCount()))
                .orElseThrow();
        boolean expression = messages.stream().anyMatch(m -> "simple".equals(m.getProperty()));
        findings.error(
                Place.of(node(deepest.getInstanceLocation())),
                expression
                        ? "Exactly one expression is expected here, such as 'simple: …' or 'constant: …'."
                        : "This cannot stand here; compare it with Camel's documentation of this step.");
    }

    private Node node(JsonNodePath path) {
        Node at = root;
        for (int i = 0; i < path.getNameCount(); i++) {
            Object element = path.getElement(i);
            Node next = element instanceof Integer index
                    ? Nodes.items(at).get(index)
                    : Nodes.fields(at).get(element.toString());
            if (next == null) {
                return at;
            }
            at = next;
        }
        return at;
    }
}
