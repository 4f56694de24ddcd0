package io.wotnotrelay.destination;

import io.wotnotrelay.destination.component.LaneDefaults;
import io.wotnotrelay.destination.component.OptionException;
import io.wotnotrelay.destination.component.WotnotEndpoint;
import io.wotnotrelay.destination.failure.Redaction;
import io.wotnotrelay.destination.yaml.Place;
import io.wotnotrelay.lane.LaneOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;

/** What can be said of the routes in jars without starting them: they are made, and looked at. */
final class PluginCheck {
    private static final String WOTNOT = "wotnot:";

    private final Function<Path, DefaultCamelContext> contexts;
    private final Function<Path, Redaction> redactions;

    /** @param contexts one with nothing in it for a jar, which opens no lanes */
    PluginCheck(Function<Path, DefaultCamelContext> contexts, Function<Path, Redaction> redactions) {
        this.contexts = contexts;
        this.redactions = redactions;
    }

    /** Each class by itself, so that a broken one hurts none of its jar. */
    Stream<Checked> check(List<Plugins.Jar> jars) {
        return jars.stream()
                .flatMap(jar -> jar.problem() == null
                        ? jar.routes().stream().map(routes -> check(jar.file(), routes))
                        : Stream.of(unreadable(jar)));
    }

    private Checked unreadable(Plugins.Jar jar) {
        Findings findings = new Findings(jar.file(), redactions.apply(jar.file()));
        findings.error(Place.FILE, jar.problem());
        return new Checked(
                jar.file(),
                new YamlRoutes(jar.file(), new byte[0]),
                findings.list(),
                List.of(),
                LaneDefaults.NONE,
                Map.of());
    }

    private Checked check(Path jar, JavaRoutes routes) {
        Findings findings = new Findings(jar, redactions.apply(jar));
        Map<String, LaneOptions> lanes = new HashMap<>();
        DefaultCamelContext context = contexts.apply(jar);
        try {
            routes.load(context);
            OpenDoors.check(context, sentence -> findings.error(Place.FILE, routes.say(sentence)));
            for (LaneOptions lane : lanes(context)) {
                if (lanes.putIfAbsent(lane.name(), lane) != null) {
                    findings.error(
                            Place.FILE,
                            routes.say("Two of its routes begin with wotnot:" + lane.name()
                                    + "; give one of them another name."));
                }
            }
            if (lanes.isEmpty()) {
                findings.error(
                        Place.FILE, routes.say("None of its routes begins with wotnot:, so it would get no events."));
            }
        } catch (Exception | LinkageError | StackOverflowError e) {
            findings.error(Place.FILE, routes.say(sentence(e)));
        } finally {
            context.stop();
        }
        Map<String, Place> names = new HashMap<>();
        lanes.keySet().forEach(name -> names.put(name.toLowerCase(Locale.ROOT), Place.FILE));
        List<LaneOptions> usable = findings.broken() ? List.of() : List.copyOf(lanes.values());
        return new Checked(jar, routes, findings.list(), usable, LaneDefaults.NONE, names);
    }

    private static List<LaneOptions> lanes(DefaultCamelContext context) {
        List<LaneOptions> lanes = new ArrayList<>();
        for (RouteDefinition route : context.getRouteDefinitions()) {
            String uri = context.resolvePropertyPlaceholders(route.getInput().getEndpointUri());
            if (uri.startsWith(WOTNOT)) {
                lanes.add(context.getEndpoint(uri, WotnotEndpoint.class).laneOptions());
            }
        }
        return lanes;
    }

    private static String sentence(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof OptionException wrong) {
                return wrong.getMessage();
            }
            if (t instanceof ClassNotFoundException missing) {
                return "The class " + missing.getMessage()
                        + " is not in its jar, nor among the libraries in plugins/ or of the relay.";
            }
        }
        return CamelMistake.of(thrown, new byte[0]).sentence();
    }
}
