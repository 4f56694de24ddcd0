package io.wotnotrelay.destination.component;

import java.util.Map;

/**
 * Better defaults for the options of {@code wotnot:} than its own, bound in the registry of a destination's context.
 * What stands in the file beats them.
 *
 * @param options by the name of the destination
 */
public record LaneDefaults(Map<String, Map<String, String>> options) {
    /** None at all. */
    public static final LaneDefaults NONE = new LaneDefaults(Map.of());

    /** Those of a destination. */
    public Map<String, String> of(String destination) {
        return options.getOrDefault(destination, Map.of());
    }
}
