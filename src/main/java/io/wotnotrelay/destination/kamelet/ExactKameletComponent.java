package io.wotnotrelay.destination.kamelet;

import io.wotnotrelay.destination.yaml.Placeholders;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Endpoint;
import org.apache.camel.component.kamelet.Kamelet;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.component.kamelet.KameletEndpoint;
import org.apache.camel.util.URISupport;

/** Camel's kamelet component, which gives Kamelets the values that stand behind the tokens of {@link ExactYamlLoader}. */
final class ExactKameletComponent extends KameletComponent {
    private final ExactValues values;
    private final Placeholders placeholders;
    private final KameletDefinitions definitions;

    ExactKameletComponent(ExactValues values, Placeholders placeholders, KameletDefinitions definitions) {
        this.values = values;
        this.placeholders = placeholders;
        this.definitions = definitions;
        // The error handler of the calling route must not run inside the Kamelet a second time.
        setNoErrorHandler(true);
        setLocation(definitions.location());
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        if (Kamelet.SOURCE_ID.equals(remaining) || Kamelet.SINK_ID.equals(remaining)) {
            return super.createEndpoint(uri, remaining, parameters);
        }
        String template = Kamelet.extractTemplateId(getCamelContext(), remaining, parameters);
        Map<String, Object> given = take(template, parameters);
        KameletEndpoint endpoint = (KameletEndpoint) super.createEndpoint(uri, remaining, parameters);
        endpoint.setKameletProperties(complete(endpoint, given));
        return endpoint;
    }

    /**
     * Takes out what is the Kamelet's: tokens, and what it declares even where Camel's endpoint has an option of that
     * name ({@code timeout}).
     */
    private Map<String, Object> take(String template, Map<String, Object> parameters) {
        Map<String, Object> exact = new HashMap<>();
        Map<String, Object> fromUri = new HashMap<>();
        Map<String, ?> declared = definitions
                .find(template)
                .map(KameletDefinitions.Definition::parameters)
                .orElse(Map.of());
        for (String name : parameters.keySet().toArray(String[]::new)) {
            Optional<Object> value = values.find(parameters.get(name));
            if (value.isPresent()) {
                exact.put(name, value.get());
                parameters.remove(name);
            } else if (declared.containsKey(name)) {
                fromUri.put(name, parameters.remove(name));
            }
        }
        URISupport.resolveRawParameterValues(fromUri);
        fromUri.putAll(exact);
        return fromUri;
    }

    private Map<String, Object> complete(KameletEndpoint endpoint, Map<String, Object> given) {
        Map<String, Object> all = new HashMap<>();
        endpoint.getKameletProperties().forEach((name, value) -> {
            // Defaults from camel.kamelet.* come as they stand in the properties.
            Object resolved =
                    value instanceof String text ? placeholders.resolve(text).orElse(null) : value;
            if (resolved != null) {
                all.put(name, resolved);
            }
        });
        all.putAll(given);
        return all;
    }
}
