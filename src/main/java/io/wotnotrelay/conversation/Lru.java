package io.wotnotrelay.conversation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/** The values used last, within a number and a weight. Not safe for use by several threads. */
final class Lru<V> {
    private final LinkedHashMap<String, V> values = new LinkedHashMap<>(64, 0.75f, true);
    private final int mostEntries;
    private final long mostWeight;
    private final ToIntFunction<V> weigher;
    private long weight;

    Lru(int mostEntries, long mostWeight, ToIntFunction<V> weigher) {
        this.mostEntries = mostEntries;
        this.mostWeight = mostWeight;
        this.weigher = weigher;
    }

    V get(String key) {
        return values.get(key);
    }

    void put(String key, V value) {
        V before = values.put(key, value);
        weight += weight(key, value) - (before == null ? 0 : weight(key, before));
        while (values.size() > mostEntries || weight > mostWeight) {
            remove(values.keySet().iterator().next());
        }
    }

    void remove(String key) {
        V gone = values.remove(key);
        weight -= gone == null ? 0 : weight(key, gone);
    }

    void removeIf(Predicate<V> gone) {
        List<String> keys = new ArrayList<>();
        values.forEach((key, value) -> {
            if (gone.test(value)) {
                keys.add(key);
            }
        });
        keys.forEach(this::remove);
    }

    void clear() {
        values.clear();
        weight = 0;
    }

    private long weight(String key, V value) {
        return 100 + 2L * key.length() + weigher.applyAsInt(value);
    }
}
