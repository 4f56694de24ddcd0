package io.wotnotrelay.destination.component;

import io.wotnotrelay.destination.kamelet.KameletDefinitions;
import io.wotnotrelay.destination.kamelet.KameletStep;
import java.util.HashSet;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.model.BeanDefinition;
import org.apache.camel.model.EnrichDefinition;
import org.apache.camel.model.KameletDefinition;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.PollEnrichDefinition;
import org.apache.camel.model.ProcessDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ScriptDefinition;
import org.apache.camel.model.SendDefinition;
import org.apache.camel.model.ToDynamicDefinition;

/**
 * Whether what a route does must not be done twice. The rule: it must not, unless every step that can do something is
 * known to be harmless a second time, which is a step {@code log}, {@code direct} to a route of which the same holds, or
 * a Kamelet whose annotation says that its receiver recognises a second time.
 */
final class Effects {
    /** What a Kamelet says of itself: {@code wotnotrelay.io/idempotent: "true"}. */
    static final String IDEMPOTENT = "wotnotrelay.io/idempotent";

    private final ModelCamelContext context;
    private final Set<KameletDefinitions> kamelets;
    private final Set<String> seen = new HashSet<>();

    private Effects(CamelContext context) {
        this.context = (ModelCamelContext) context;
        this.kamelets = context.getRegistry().findByType(KameletDefinitions.class);
    }

    /** Whether the log must know of a delivery of this route before it begins. */
    static boolean mustBeAnnounced(CamelContext context, String routeId) {
        RouteDefinition route = ((ModelCamelContext) context).getRouteDefinition(routeId);
        return route == null || !new Effects(context).isHarmless(route);
    }

    private boolean isHarmless(RouteDefinition route) {
        return route.getOutputs().stream().allMatch(this::isHarmless);
    }

    private boolean isHarmless(ProcessorDefinition<?> step) {
        return isHarmlessItself(step) && step.getOutputs().stream().allMatch(this::isHarmless);
    }

    private boolean isHarmlessItself(ProcessorDefinition<?> step) {
        if (step instanceof KameletDefinition kamelet) {
            return isIdempotent(kamelet.getName());
        }
        if (step instanceof ToDynamicDefinition
                || step instanceof EnrichDefinition
                || step instanceof PollEnrichDefinition
                || step instanceof ProcessDefinition
                || step instanceof BeanDefinition
                || step instanceof ScriptDefinition) {
            return false;
        }
        return !(step instanceof SendDefinition<?> send) || isHarmless(String.valueOf(send.getEndpointUri()));
    }

    private boolean isHarmless(String uri) {
        if (uri.startsWith("kamelet:")) {
            return isIdempotent(KameletStep.template(uri));
        }
        return uri.startsWith("log:") || uri.startsWith("direct:") && leadsToHarmless(uri);
    }

    private boolean leadsToHarmless(String uri) {
        String name = uri.replaceAll("[?].*", "");
        return !seen.add(name)
                || context.getRouteDefinitions().stream()
                        .filter(route -> route.getInput() != null
                                && name.equals(route.getInput().getEndpointUri().replaceAll("[?].*", "")))
                        .findFirst()
                        .map(this::isHarmless)
                        .orElse(false);
    }

    private boolean isIdempotent(String kamelet) {
        return kamelets.stream()
                .flatMap(known -> known.find(kamelet.replaceAll("/.*", "")).stream())
                .anyMatch(definition ->
                        Boolean.parseBoolean(definition.annotations().get(IDEMPOTENT)));
    }
}
