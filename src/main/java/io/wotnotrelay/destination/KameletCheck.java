package io.wotnotrelay.destination;

import io.wotnotrelay.destination.component.Nearest;
import io.wotnotrelay.destination.kamelet.KameletDefinitions;
import io.wotnotrelay.destination.kamelet.KameletDefinitions.Definition;
import io.wotnotrelay.destination.kamelet.KameletDefinitions.Parameter;
import io.wotnotrelay.destination.kamelet.KameletStep;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Whether a Kamelet is there, and is given what it needs and nothing else; Camel itself says nothing of the latter. */
final class KameletCheck {
    /** Options of Camel's kamelet endpoint itself. */
    private static final Set<String> ENDPOINT = Set.of(
            "block",
            "timeout",
            "noErrorHandler",
            "bridgeErrorHandler",
            "lazyStartProducer",
            "failIfNoConsumers",
            "location",
            "exchangePattern",
            "exceptionHandler");

    private final KameletDefinitions kamelets;
    private final Properties properties;
    private final Findings findings;

    KameletCheck(KameletDefinitions kamelets, Properties properties, Findings findings) {
        this.kamelets = kamelets;
        this.properties = properties;
        this.findings = findings;
    }

    void check(EndpointUse use) {
        String name = KameletStep.template(use.uri());
        // A file may name another place for its Kamelet, or for all; then Camel finds it, and says so if not.
        if (name.equals("source") || name.equals("sink") || name.contains("{{") || elsewhere(use)) {
            return;
        }
        kamelets.find(name)
                .ifPresentOrElse(
                        definition -> check(use, definition),
                        () -> findings.error(
                                use.place(),
                                "There is no Kamelet '" + name + "'." + Nearest.hint(name, kamelets.names())));
    }

    private boolean elsewhere(EndpointUse use) {
        return use.options().containsKey("location") || properties.containsKey("camel.component.kamelet.location");
    }

    private void check(EndpointUse use, Definition definition) {
        Set<String> known = new TreeSet<>(definition.parameters().keySet());
        use.nodes().keySet().stream()
                .filter(p -> !known.contains(camel(p)) && !known.contains(p) && !ENDPOINT.contains(p))
                .forEach(p -> findings.error(
                        use.place(p),
                        "The Kamelet " + definition.name() + " has no parameter '" + p + "'."
                                + Nearest.hint(p, known)));
        for (String required : definition.required()) {
            if (!given(use, definition, required)) {
                findings.error(
                        use.place(),
                        "The Kamelet " + definition.name() + " needs the parameter '" + required
                                + "'; write it here, or for all uses as camel.kamelet." + definition.name() + "."
                                + required + " in application.properties.");
            }
        }
        use.nodes().forEach((name, node) -> {
            Parameter parameter = definition.parameters().get(camel(name));
            if (parameter != null && parameter.type().equals("string") && !(node instanceof ScalarNode)) {
                notText(use, name, node);
            }
        });
        use.options().forEach((name, value) -> {
            Parameter parameter = definition.parameters().get(camel(name));
            if (parameter != null && !value.contains("{{")) {
                value(use, name, value, parameter);
            }
        });
    }

    /** As JSON that nobody has quoted is. */
    private void notText(EndpointUse use, String name, Node node) {
        boolean map = node instanceof MappingNode;
        findings.error(
                use.place(name),
                name + ": this is a " + (map ? "map" : "list")
                        + " to YAML, and a text is wanted. Put all of it into single"
                        + " quotes: " + name + ": " + (map ? "'{…}'" : "'[…]'") + ", or write " + name
                        + ": | and the text on the lines below, further indented.");
    }

    private boolean given(EndpointUse use, Definition definition, String parameter) {
        String prefix = "camel.kamelet." + definition.name() + ".";
        return use.nodes().keySet().stream().anyMatch(p -> camel(p).equals(parameter) || p.equals(parameter))
                || definition.parameters().containsKey(parameter)
                        && definition.parameters().get(parameter).hasDefault()
                || properties.stringPropertyNames().stream()
                        .anyMatch(p -> p.startsWith(prefix)
                                && camel(p.substring(prefix.length())).equals(parameter));
    }

    private void value(EndpointUse use, String name, String value, Parameter parameter) {
        if (!parameter.choices().isEmpty() && !parameter.choices().contains(value)) {
            findings.error(
                    use.place(name),
                    name + ": '" + value + "' is not one of " + String.join(", ", parameter.choices()) + ".");
        }
        boolean number = parameter.type().equals("integer") || parameter.type().equals("number");
        if (number && !value.matches("[-+]?\\d+(\\.\\d+)?")) {
            findings.error(use.place(name), name + ": '" + value + "' is not a number.");
        }
        boolean truth = parameter.type().equals("boolean");
        if (truth && !Set.of("true", "false").contains(value.toLowerCase(Locale.ROOT))) {
            findings.error(use.place(name), name + ": '" + value + "' is not true or false.");
        }
    }

    private static String camel(String name) {
        return org.apache.camel.util.StringHelper.dashToCamelCase(name);
    }

    /** Whether a parameter is a secret by the Kamelet's own definition. */
    boolean secret(EndpointUse use, String parameter) {
        Map<String, Parameter> declared = kamelets.find(KameletStep.template(use.uri()))
                .map(Definition::parameters)
                .orElse(Map.of());
        return declared.containsKey(parameter) && declared.get(parameter).secret();
    }
}
