package io.wotnotrelay.destination.kamelet;

import io.wotnotrelay.destination.component.GivenValues;
import io.wotnotrelay.destination.yaml.Placeholders;
import org.apache.camel.CamelContext;

/** Makes the parameters of Kamelets, and of {@code wotnot:}, arrive exactly as they are written in a file. */
public final class ExactKamelets {
    private ExactKamelets() {}

    /** Prepares a context; before any route is loaded into it. */
    public static void install(CamelContext context, Placeholders placeholders, KameletDefinitions definitions) {
        ExactValues values = new ExactValues();
        context.getRegistry().bind("givenValues", GivenValues.class, values);
        context.getRegistry()
                .bind("routes-builder-loader-yaml", new ExactYamlLoader(values, placeholders, definitions));
        context.addComponent("kamelet", new ExactKameletComponent(values, placeholders, definitions));
    }
}
