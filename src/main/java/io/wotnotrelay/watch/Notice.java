package io.wotnotrelay.watch;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Something that people should hear of: an event of the relay's own before it is in the log.
 *
 * @param type one of {@link io.wotnotrelay.event.OwnKinds}
 * @param at when it was seen, epoch milliseconds
 * @param text one sentence or two: what happened, to whom, since when, what to do
 * @param facts the same for programs, in order; a fact that is not known is null
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record Notice(String type, long at, String text, Map<String, Object> facts) {
    /** Facts in the order in which they are given: name, value, name, value … */
    static Map<String, Object> facts(Object... namesAndValues) {
        Map<String, Object> facts = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            facts.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return facts;
    }

    /** The same, saying that it stands for so many more that were not told. */
    Notice standingFor(long more) {
        if (more == 0) {
            return this;
        }
        Map<String, Object> all = new LinkedHashMap<>(facts);
        all.put("more", more);
        String times = more == 1 ? "once more" : more + " times more";
        return new Notice(type, at, text + " (It happened " + times + " since it was last told.)", all);
    }
}
