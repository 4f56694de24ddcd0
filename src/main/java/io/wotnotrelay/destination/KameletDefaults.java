package io.wotnotrelay.destination;

import io.wotnotrelay.destination.kamelet.KameletDefinitions;
import io.wotnotrelay.destination.kamelet.KameletStep;
import io.wotnotrelay.destination.yaml.Nodes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * The options of {@code wotnot:} that the Kamelets of a route name in their annotations: {@code wotnotrelay.io/batch:
 * 100/2s}. Of two Kamelets that name the same option the first in the route counts. A batch is taken only where the
 * Kamelet is the route's one step: any other step would be handed a batch where its author thought of an event.
 */
final class KameletDefaults {
    /** What an annotation begins with that names a default. */
    static final String PREFIX = "wotnotrelay.io/";

    /** What a Kamelet can know of its service; which events go there is the route's to say. */
    private static final Set<String> OPTIONS = Set.of(
            "batch",
            "rate",
            "order",
            "concurrency",
            "retries",
            "retryDelay",
            "retryMaxDelay",
            "retryMaxAge",
            "retrySchedule");

    private final KameletDefinitions kamelets;
    private final Findings findings;

    KameletDefaults(KameletDefinitions kamelets, Findings findings) {
        this.kamelets = kamelets;
        this.findings = findings;
    }

    /** By the place of each {@code wotnot:} uri in the file, its defaults. */
    Map<Node, Map<String, String>> in(Node root) {
        Map<Node, Map<String, String>> all = new HashMap<>();
        for (Node route : Nodes.items(root)) {
            List<EndpointUse> uses = EndpointUses.in(route);
            uses.stream()
                    .filter(use -> use.step().equals("from") && use.scheme().equals("wotnot"))
                    .findFirst()
                    .ifPresent(from -> all.put(from.uriNode(), defaults(route, from, uses)));
        }
        return all;
    }

    private Map<String, String> defaults(Node route, EndpointUse from, List<EndpointUse> uses) {
        Map<String, String> defaults = new TreeMap<>();
        Map<String, String> namedBy = new HashMap<>();
        for (EndpointUse use : uses) {
            annotations(use).forEach((option, value) -> {
                String kamelet = KameletStep.template(use.uri());
                String first = defaults.putIfAbsent(option, value);
                String other = namedBy.putIfAbsent(option, kamelet);
                if (first != null && !first.equals(value) && !written(from, option)) {
                    findings.warning(
                            use.place(),
                            "The Kamelets " + other + " and " + kamelet + " name different defaults for " + option
                                    + "; that of " + other + " counts (" + first
                                    + "). Write the one you want as a parameter of wotnot:.");
                }
            });
        }
        if (steps(route) != 1) {
            defaults.remove("batch");
        }
        if (List.of("retries", "retryDelay", "retryMaxDelay").stream().anyMatch(o -> written(from, o))) {
            // The schedule would make what stands there count for nothing.
            defaults.remove("retrySchedule");
        }
        return defaults;
    }

    private Map<String, String> annotations(EndpointUse use) {
        Map<String, String> named = new TreeMap<>();
        if (use.scheme().equals("kamelet")) {
            kamelets.find(KameletStep.template(use.uri()))
                    .ifPresent(kamelet -> kamelet.annotations()
                            .forEach((key, value) -> option(key).ifPresent(option -> named.put(option, value))));
        }
        return named;
    }

    private static Optional<String> option(String annotation) {
        return Optional.of(annotation)
                .filter(a -> a.startsWith(PREFIX))
                .map(a -> a.substring(PREFIX.length()))
                .filter(OPTIONS::contains);
    }

    private static boolean written(EndpointUse from, String option) {
        return from.nodes().containsKey(option);
    }

    private static int steps(Node route) {
        return Nodes.at(route, "route", "from", "steps")
                .or(() -> Nodes.at(route, "from", "steps"))
                .map(steps -> Nodes.items(steps).size())
                .orElse(0);
    }
}
