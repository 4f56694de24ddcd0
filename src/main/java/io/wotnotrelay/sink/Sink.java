package io.wotnotrelay.sink;

import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Processor;
import org.apache.camel.spi.RouteIdAware;
import org.apache.camel.support.service.ServiceSupport;

/**
 * The one step of a Kamelet ({@code process: {ref: "#class:…"}}). Camel tells it its context and its route, and with
 * them it finds the parameters the destination file gives the Kamelet; it compiles them once, when it is made ready.
 */
abstract class Sink extends ServiceSupport implements Processor, RouteIdAware, CamelContextAware {
    private CamelContext context;
    private String routeId;

    /** The parameters of the Kamelet of this name; known from {@code doInit} on. */
    final Parameters parameters(String sink) {
        return Parameters.of(sink, context, routeId);
    }

    @Override
    public final void setRouteId(String routeId) {
        this.routeId = routeId;
    }

    @Override
    public final String getRouteId() {
        return routeId;
    }

    @Override
    public final void setCamelContext(CamelContext camelContext) {
        this.context = camelContext;
    }

    @Override
    public final CamelContext getCamelContext() {
        return context;
    }
}
