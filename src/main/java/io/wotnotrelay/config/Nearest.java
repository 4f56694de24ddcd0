package io.wotnotrelay.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Finds what was meant by a mistyped name. */
public final class Nearest {
    private Nearest() {}

    /** The name that takes the fewest edits to reach; case and the signs between words do not count; {@code names} is not empty. */
    public static String of(String mistyped, Collection<String> names) {
        String plain = plain(mistyped);
        return names.stream()
                .min(Comparator.comparingInt((String name) -> EditDistance.of(plain, plain(name)))
                        .thenComparing(Comparator.naturalOrder()))
                .orElseThrow();
    }

    private static String plain(String s) {
        String cut = s.length() <= 100 ? s : s.substring(0, 100);
        return cut.toLowerCase(Locale.ROOT).replaceAll("[._-]", "");
    }
}
