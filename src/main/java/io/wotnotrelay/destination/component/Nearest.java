package io.wotnotrelay.destination.component;

import io.wotnotrelay.config.EditDistance;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The name someone most likely meant. */
public final class Nearest {
    private Nearest() {}

    /** A sentence that starts with a blank and suggests the nearest of the names; empty when none is near. */
    public static String hint(String wrong, Collection<String> names) {
        return find(wrong, names).map(n -> " Did you mean '" + n + "'?").orElse("");
    }

    /** The nearest of the names, when at most a third of it and two letters at least would have to change. */
    public static Optional<String> find(String wrong, Collection<String> names) {
        return names.stream()
                .filter(n -> distance(wrong, n) <= Math.max(2, n.length() / 3))
                .min(Comparator.comparingInt(n -> distance(wrong, n)));
    }

    private static int distance(String one, String other) {
        return EditDistance.of(one.toLowerCase(Locale.ROOT), other.toLowerCase(Locale.ROOT));
    }
}
