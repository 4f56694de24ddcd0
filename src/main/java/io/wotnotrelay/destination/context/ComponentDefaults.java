package io.wotnotrelay.destination.context;

import io.wotnotrelay.destination.yaml.Placeholders;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.SSLContextParametersAware;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.support.PropertyBindingSupport;
import org.apache.camel.util.StringHelper;

/** Gives each component of a context the relay's defaults, and then what the settings say about it. */
final class ComponentDefaults extends LifecycleStrategySupport {
    private static final String PREFIX = "camel.component.";

    private final Properties properties;
    private final Placeholders placeholders;

    ComponentDefaults(Properties properties, Placeholders placeholders) {
        this.properties = properties;
        this.placeholders = placeholders;
    }

    @Override
    public void onComponentAdd(String name, Component component) {
        CamelContext context = component.getCamelContext();
        if (component instanceof HttpComponent http) {
            // HttpClient 5 would sleep a Retry-After of 429 and 503 inside the lane; the lane does that itself.
            http.setHttpClientConfigurer(builder -> builder.disableAutomaticRetries());
            bind(
                    context,
                    component,
                    Map.of(
                            "skipControlHeaders",
                            "true",
                            "connectTimeout",
                            "10s",
                            "soTimeout",
                            "30s",
                            "responseTimeout",
                            "30s",
                            "connectionRequestTimeout",
                            "30s"));
        }
        if (component instanceof SSLContextParametersAware aware && context.getSSLContextParameters() != null) {
            aware.setUseGlobalSslContextParameters(true);
        }
        bind(context, component, configured(PREFIX + name + "."));
    }

    private Map<String, Object> configured(String prefix) {
        Map<String, Object> options = new HashMap<>();
        for (String key : properties.stringPropertyNames()) {
            if (key.startsWith(prefix)) {
                placeholders
                        .resolve(properties.getProperty(key))
                        .ifPresent(v -> options.put(StringHelper.dashToCamelCase(key.substring(prefix.length())), v));
            }
        }
        return options;
    }

    private static void bind(CamelContext context, Component component, Map<String, ?> options) {
        PropertyBindingSupport.build()
                .withCamelContext(context)
                .withTarget(component)
                .withConfigurer(component.getComponentPropertyConfigurer())
                .withProperties(new HashMap<>(options))
                .withIgnoreCase(true)
                .withMandatory(true)
                .bind();
    }
}
