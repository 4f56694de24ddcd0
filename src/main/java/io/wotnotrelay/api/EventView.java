package io.wotnotrelay.api;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.util.List;

/**
 * An event whole, and what became of it.
 *
 * @param event as routes see it
 * @param raw the item's own JSON text, as it came
 * @param destinations a verdict for each destination there is
 */
record EventView(
        String id, long seq, String receipt, @JsonRawValue String event, String raw, List<Verdict> destinations) {}
