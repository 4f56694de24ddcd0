package io.wotnotrelay.destination.context;

import io.wotnotrelay.destination.yaml.Placeholders;
import org.apache.camel.spi.PropertiesFunction;

/** {@code {{file:…}}} and {@code {{env:…}}} wherever Camel resolves placeholders itself. */
final class SecretFunction implements PropertiesFunction {
    private final String name;
    private final Placeholders placeholders;

    SecretFunction(String name, Placeholders placeholders) {
        this.name = name;
        this.placeholders = placeholders;
    }

    @Override
    public String getName() {
        return name;
    }

    /** Camel looks for placeholders in what this gives back: braces are escaped, so that a secret stays what it is. */
    @Override
    public String apply(String remainder) {
        return placeholders
                .resolve("{{" + name + ":" + remainder + "}}")
                .map(value -> value.replace("{{", "\\{{").replace("}}", "\\}}"))
                .orElse(null);
    }
}
