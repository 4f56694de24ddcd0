package io.wotnotrelay.destination;

import io.wotnotrelay.destination.component.Nearest;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.catalog.EndpointValidationResult;
import org.apache.camel.catalog.RuntimeCamelCatalog;
import org.apache.camel.tooling.model.JsonMapper;

/** Whether an endpoint's component is there, is allowed, and has the options it is given. */
final class EndpointCheck {
    private static final Set<String> UNFINISHED = Set.of("seda", "vm", "disruptor", "disruptor-vm");

    private final CamelContext context;
    private final RuntimeCamelCatalog catalog;
    private final Findings findings;

    EndpointCheck(CamelContext context, Findings findings) {
        this.context = context;
        this.catalog = context.getCamelContextExtension().getContextPlugin(RuntimeCamelCatalog.class);
        this.findings = findings;
    }

    void check(EndpointUse use) {
        String scheme = use.scheme();
        if (scheme.isBlank()) {
            findings.error(use.place(), "The uri is empty; write a component and what it needs, like log:test.");
        } else if (scheme.equals("rest")
                || scheme.equals("platform-http")
                || use.step().equals("from") && OpenDoors.SERVERS.contains(scheme)) {
            findings.error(
                    use.place(),
                    "'" + scheme
                            + "' would open the relay to requests; a destination cannot do that. Begin with wotnot:.");
        } else if (!scheme.contains("{{") && !scheme.contains("${")) {
            component(use, scheme);
        }
    }

    private void component(EndpointUse use, String scheme) {
        if (UNFINISHED.contains(scheme)) {
            findings.warning(
                    use.place(),
                    "What '" + scheme + "' takes is done later: the relay counts the event as delivered before it is.");
        }
        Component component = context.getComponent(scheme, true, false);
        if (component == null) {
            findings.error(
                    use.place(),
                    "There is no component '" + scheme
                            + "' in this relay; correct its name, or fetch it with bin/relay add camel-" + scheme
                            + " and start the relay again."
                            + Nearest.hint(scheme, schemes()));
            return;
        }
        String json = catalog.componentJSonSchema(scheme);
        if (json != null) {
            options(use, scheme);
        }
    }

    private void options(EndpointUse use, String scheme) {
        Map<String, String> properties = new HashMap<>(use.options());
        // A list or a map has no text to be looked at, but its name has to be right.
        use.nodes().keySet().forEach(name -> properties.putIfAbsent(name, "{{value}}"));
        properties.keySet().removeIf(name -> name.contains("."));
        properties.replaceAll((name, value) -> value.contains("{{") || value.startsWith("RAW") ? "{{value}}" : value);
        EndpointValidationResult result = catalog.validateProperties(scheme, properties);
        if (result.getUnknown() != null && !use.step().equals("toD")) {
            result.getUnknown().forEach(option -> unknown(use, scheme, option));
        }
        wrong(use, result.getInvalidBoolean(), "true or false");
        wrong(use, result.getInvalidInteger(), "a whole number");
        wrong(use, result.getInvalidNumber(), "a number");
        wrong(use, result.getInvalidDuration(), "a time like 10s");
        if (result.getInvalidEnum() != null) {
            result.getInvalidEnum()
                    .keySet()
                    .forEach(o -> wrong(
                            use,
                            Map.of(o, properties.get(o)),
                            "one of " + String.join(", ", result.getEnumChoices(o))));
        }
    }

    private void unknown(EndpointUse use, String scheme, String option) {
        Set<String> names = new TreeSet<>();
        JsonMapper.generateComponentModel(catalog.componentJSonSchema(scheme))
                .getEndpointOptions()
                .forEach(o -> names.add(o.getName()));
        findings.error(use.place(option), scheme + ": has no option '" + option + "'." + Nearest.hint(option, names));
    }

    private void wrong(EndpointUse use, Map<String, String> options, String form) {
        if (options != null) {
            options.forEach((option, value) ->
                    findings.error(use.place(option), option + ": '" + value + "' is not right; write " + form + "."));
        }
    }

    private Set<String> schemes() {
        Set<String> names = new TreeSet<>(Set.of("kamelet", "log", "http", "https", "file", "direct", "mock", "bean"));
        names.addAll(context.getComponentNames());
        return names;
    }
}
