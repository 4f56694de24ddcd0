package io.wotnotrelay.destination;

import java.util.Set;
import java.util.function.Consumer;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDynamicDefinition;

/** What no destination may do, looked for in routes that Java has made. */
final class OpenDoors {
    /** Components that open a port. */
    static final Set<String> SERVERS = Set.of(
            "rest",
            "platform-http",
            "rest-api",
            "rest-openapi",
            "vertx-websocket",
            "netty-http",
            "jetty",
            "undertow",
            "servlet");

    private OpenDoors() {}

    static void check(DefaultCamelContext context, Consumer<String> error) {
        if (!context.getRestDefinitions().isEmpty()) {
            error.accept("rest would open the relay to requests; a destination cannot do that.");
        }
        for (RouteDefinition route : context.getRouteDefinitions()) {
            String scheme = route.getInput().getEndpointUri().replaceAll("[:?].*", "");
            if (SERVERS.contains(scheme)) {
                error.accept("'" + scheme
                        + "' would open the relay to requests; a destination cannot do that. Begin with wotnot:.");
            }
            ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), ToDynamicDefinition.class).stream()
                    .filter(step -> step.getUri() != null && step.getUri().contains("${"))
                    .forEach(step -> error.accept("toD must not make its uri of event data: Camel would resolve {{…}}"
                            + " that a visitor wrote. Use choice with a to for each destination."));
        }
    }
}
