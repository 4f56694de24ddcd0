package io.wotnotrelay.destination;

import io.wotnotrelay.destination.kamelet.KameletStep;
import io.wotnotrelay.sink.Sent;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.BeanDefinition;
import org.apache.camel.model.LogDefinition;
import org.apache.camel.model.PollDefinition;
import org.apache.camel.model.PollEnrichDefinition;
import org.apache.camel.model.ProcessDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ScriptDefinition;
import org.apache.camel.support.ProcessorEndpoint;
import org.apache.camel.util.URISupport;

/** Puts a stand-in where a route would send to, so that nothing leaves; it shows what it was given. */
final class StandIns {
    private StandIns() {}

    /** Before the routes are loaded. */
    static void install(DefaultCamelContext context) {
        context.getCamelContextExtension()
                .registerEndpointCallback((uri, endpoint) -> real(uri) ? endpoint : standIn(context, endpoint));
    }

    /** What stays within the file, and the sinks that stop by themselves. */
    private static boolean real(String uri) {
        if (uri.startsWith("kamelet:")) {
            String name = KameletStep.template(uri);
            return name.equals("source") || name.equals("sink") || Sent.STOPPING.contains(name);
        }
        return uri.startsWith("wotnot:") || uri.startsWith("direct:");
    }

    private static Endpoint standIn(CamelContext context, Endpoint endpoint) {
        String uri = endpoint.getEndpointUri();
        ProcessorEndpoint standIn = new ProcessorEndpoint(uri, endpoint.getComponent(), e -> show(uri, e));
        standIn.setCamelContext(context);
        return standIn;
    }

    private static void show(String uri, Exchange exchange) {
        Sent sent = Sent.of(exchange);
        if (sent != null) {
            sent.add(
                    URISupport.sanitizeUri(uri),
                    List.of("Body", String.valueOf(exchange.getMessage().getBody())));
        }
    }

    /**
     * After the routes are loaded, before they start: takes out what begins by itself and what only speaks to the log.
     *
     * @return why the routes cannot be run without an effect; null when they can
     */
    static String prepare(DefaultCamelContext context) throws Exception {
        List<RouteDefinition> own = context.getRouteDefinitions().stream()
                .filter(route -> !real(route.getInput().getEndpointUri()))
                .toList();
        context.removeRouteDefinitions(own);
        for (RouteDefinition route : context.getRouteDefinitions()) {
            String unfit = prepare(route.getOutputs());
            if (unfit != null) {
                return unfit;
            }
        }
        return null;
    }

    private static String prepare(List<ProcessorDefinition<?>> steps) {
        steps.removeIf(LogDefinition.class::isInstance);
        for (ProcessorDefinition<?> step : steps) {
            if (step instanceof ProcessDefinition
                    || step instanceof BeanDefinition
                    || step instanceof ScriptDefinition
                    || step instanceof PollDefinition
                    || step instanceof PollEnrichDefinition) {
                return "The step " + step.getShortName()
                        + " runs code or fetches something, which cannot be rehearsed; only the counts are told.";
            }
            String unfit = prepare(step.getOutputs());
            if (unfit != null) {
                return unfit;
            }
        }
        return null;
    }
}
