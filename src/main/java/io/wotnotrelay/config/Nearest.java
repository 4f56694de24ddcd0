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
                .min(Comparator.comparingInt((String name) -> distance(plain, plain(name)))
                        .thenComparing(Comparator.naturalOrder()))
                .orElseThrow();
    }

    private static String plain(String s) {
        String cut = s.length() <= 100 ? s : s.substring(0, 100);
        return cut.toLowerCase(Locale.ROOT).replaceAll("[._-]", "");
    }

    /** Levenshtein's distance. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
