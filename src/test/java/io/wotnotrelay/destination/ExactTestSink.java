package io.wotnotrelay.destination;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.spi.RouteIdAware;
import org.apache.camel.support.service.ServiceSupport;

/** The step of exact-test-sink: keeps the parameters and the body of each run. */
public final class ExactTestSink extends ServiceSupport implements Processor, RouteIdAware, CamelContextAware {
    /** What the sinks of all tests in this process were given, to be cleared by a test before it runs. */
    public static final List<Map<String, Object>> PARAMETERS = new CopyOnWriteArrayList<>();

    public static final List<Object> BODIES = new CopyOnWriteArrayList<>();

    private CamelContext context;
    private String routeId;

    @Override
    public void process(Exchange exchange) {
        PARAMETERS.add(((ModelCamelContext) context).getRouteDefinition(routeId).getTemplateParameters());
        Object body = exchange.getMessage().getBody();
        if (body != null) {
            BODIES.add(body);
        }
    }

    @Override
    public CamelContext getCamelContext() {
        return context;
    }

    @Override
    public void setCamelContext(CamelContext context) {
        this.context = context;
    }

    @Override
    public String getRouteId() {
        return routeId;
    }

    @Override
    public void setRouteId(String routeId) {
        this.routeId = routeId;
    }
}
