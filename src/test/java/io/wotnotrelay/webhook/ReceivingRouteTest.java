package io.wotnotrelay.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.camel.BindToRegistry;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.apache.camel.test.junit5.TestExecutionConfiguration;
import org.junit.jupiter.api.Test;

/** The receiving route as it is written in {@code camel/webhook.camel.yaml}, with its steps replaced by witnesses. */
class ReceivingRouteTest extends CamelTestSupport {
    private final List<String> steps = new ArrayList<>();
    private String refusedBy = "nobody";

    @BindToRegistry("verifyToken")
    private final Processor verifyToken = step("verifyToken");

    @BindToRegistry("readBatch")
    private final Processor readBatch = step("readBatch");

    @BindToRegistry("appendToLog")
    private final Processor appendToLog = step("appendToLog");

    @BindToRegistry("answer")
    private final Processor answer = step("answer");

    @Override
    public void configureTest(TestExecutionConfiguration configuration) {
        super.configureTest(configuration);
        configuration.withUseAdviceWith(true);
    }

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        context.getPropertiesComponent().addInitialProperty("relay.webhook.path", "/webhook");
        PluginHelper.getRoutesLoader(context)
                .loadRoutes(List.of(
                        ResourceHelper.resolveMandatoryResource(context, "classpath:camel/webhook.camel.yaml")));
        return context;
    }

    @Test
    void theStepsRunInTheOrderTheyAreWritten() throws Exception {
        send();
        assertThat(steps).containsExactly("verifyToken", "readBatch", "appendToLog", "answer");
    }

    @Test
    void aStepThatRefusesEndsTheRoute() throws Exception {
        refusedBy = "readBatch";
        send();
        assertThat(steps).containsExactly("verifyToken", "readBatch");
    }

    @Test
    void whatAStepThrowsIsTheExchangesFailureAndIsNotTriedAgain() throws Exception {
        refusedBy = "appendToLog throws";
        assertThat(send().getException()).hasMessage("appendToLog");
        assertThat(steps).containsExactly("verifyToken", "readBatch", "appendToLog");
    }

    private Exchange send() throws Exception {
        AdviceWith.adviceWith(context(), "webhook", route -> route.replaceFromWith("direct:request"));
        context().start();
        return template()
                .request("direct:request", exchange -> exchange.getMessage().setBody("a request"));
    }

    private Processor step(String name) {
        return exchange -> {
            steps.add(name);
            if (refusedBy.equals(name)) {
                exchange.setRouteStop(true);
            } else if (refusedBy.equals(name + " throws")) {
                throw new IllegalStateException(name);
            }
        };
    }
}
