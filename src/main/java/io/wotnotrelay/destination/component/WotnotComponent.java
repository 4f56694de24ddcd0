package io.wotnotrelay.destination.component;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.DefaultComponent;

/** The Camel component behind {@code wotnot:<name>}. */
@Component("wotnot")
public class WotnotComponent extends DefaultComponent {
    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        WotnotEndpoint endpoint = new WotnotEndpoint(uri, this);
        endpoint.setName(remaining);
        LaneDefaults defaults = CamelContextHelper.findSingleByType(getCamelContext(), LaneDefaults.class);
        Map<String, String> options = new LinkedHashMap<>(defaults == null ? Map.of() : defaults.of(remaining));
        GivenValues given = CamelContextHelper.findSingleByType(getCamelContext(), GivenValues.class);
        parameters.forEach((option, value) -> options.put(
                option, String.valueOf(given == null ? value : given.find(value).orElse(value))));
        // Set here and not by the generated configurer, whose errors do not say what the right form is.
        Options.apply(endpoint, options);
        parameters.clear();
        endpoint.laneOptions();
        return endpoint;
    }
}
