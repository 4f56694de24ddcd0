package io.wotnotrelay.destination;

import io.wotnotrelay.destination.component.LaneDefaults;
import io.wotnotrelay.destination.component.OptionException;
import io.wotnotrelay.destination.component.Options;
import io.wotnotrelay.destination.yaml.Nodes;
import io.wotnotrelay.destination.yaml.Placeholders;
import io.wotnotrelay.event.KnownKinds;
import io.wotnotrelay.event.OwnKinds;
import io.wotnotrelay.lane.LaneOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/** The destinations of a file, and whether their options are right. */
final class WotnotCheck {
    private final Map<Node, Map<String, String>> defaults;
    private final Map<String, Map<String, String>> taken = new HashMap<>();
    private final Placeholders placeholders;
    private final Findings findings;
    private final List<LaneOptions> lanes = new ArrayList<>();
    private final Map<String, EndpointUse> names = new HashMap<>();

    /** @param defaults of each destination of the file, by the node of its uri */
    WotnotCheck(Map<Node, Map<String, String>> defaults, Placeholders placeholders, Findings findings) {
        this.defaults = defaults;
        this.placeholders = placeholders;
        this.findings = findings;
    }

    void check(EndpointUse use) {
        if (!use.step().equals("from")) {
            findings.error(use.place(), "wotnot: can only stand in from; a route cannot send to it.");
            return;
        }
        try {
            add(use);
        } catch (OptionException e) {
            findings.error(use.place(e.option()), e.getMessage());
        } catch (Placeholders.Unset e) {
            findings.error(use.place(), e.getMessage());
        }
    }

    private void add(EndpointUse use) {
        Map<String, String> better = defaults.getOrDefault(use.uriNode(), Map.of());
        Map<String, String> options = new HashMap<>(better);
        use.options().forEach((option, value) -> placeholders.resolve(value).ifPresent(v -> options.put(option, v)));
        use.nodes().forEach((option, node) -> {
            if (!Nodes.items(node).isEmpty() || !Nodes.fields(node).isEmpty()) {
                findings.error(
                        use.place(option),
                        option + ": write it on one line, with commas between where it names several things.");
            } else if (!use.options().containsKey(option)) {
                options.put(option, "");
            }
        });
        String path = placeholders.resolve(use.path()).orElse("");
        String name = path.isEmpty() && options.containsKey("name") ? options.remove("name") : path;
        EndpointUse first = names.putIfAbsent(name.toLowerCase(Locale.ROOT), use);
        if (first != null) {
            findings.error(
                    use.place(),
                    "The destination '" + name + "' stands in line "
                            + first.place().line() + " already; give this one another name.");
            return;
        }
        LaneOptions lane = Options.of(name, options);
        lanes.add(lane);
        taken.put(name, better);
        lane.subscription().undocumented().forEach(kind -> undocumented(use, kind));
        if (lane.subscription().hopeless()) {
            findings.warning(
                    use.place("except"),
                    "No event would ever come: except takes away all that events names. Take something out of except.");
        }
    }

    /** WotNot may have added a type; so it is only said where another name is near. */
    private void undocumented(EndpointUse use, String kind) {
        boolean own = kind.startsWith(OwnKinds.PREFIX);
        String none = (own ? "The relay makes no event '" : "WotNot documents no event '") + kind + "'. ";
        KnownKinds.nearest(kind)
                .map(near -> "Did you mean '" + near + "'?")
                .or(() -> own ? Optional.of("It makes " + OwnKinds.names() + ".") : Optional.empty())
                .ifPresent(hint -> findings.warning(use.place("events"), none + hint));
    }

    /** The lanes of the file's destinations. */
    List<LaneOptions> lanes() {
        return List.copyOf(lanes);
    }

    /** What the Kamelets of each destination make its defaults. */
    LaneDefaults defaults() {
        return new LaneDefaults(Map.copyOf(taken));
    }

    /** Where each name stands, by the name in lower case, also of those with wrong options. */
    Map<String, EndpointUse> names() {
        return Map.copyOf(names);
    }
}
