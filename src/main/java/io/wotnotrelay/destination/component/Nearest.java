package io.wotnotrelay.destination.component;

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

    /** Levenshtein's distance, blind to case. */
    private static int distance(String one, String other) {
        String a = one.toLowerCase(Locale.ROOT);
        String b = other.toLowerCase(Locale.ROOT);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
