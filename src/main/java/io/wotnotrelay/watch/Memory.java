package io.wotnotrelay.watch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the watch must remember across a restart, so that nothing is told twice and nothing is forgotten. Bounded by the
 * number of destinations, and where names come from strangers by a number of its own. Owned by the watch's thread; its
 * fields are what {@link MemoryFile} writes.
 */
final class Memory {
    /** The log it belongs to. */
    public String log;
    /** What is to be appended. */
    public List<Pending> pending = new ArrayList<>();
    /** When each cause was told last. */
    public Map<String, Told> told = new LinkedHashMap<>();
    /** Destinations in trouble. */
    public Map<String, Trouble> troubles = new LinkedHashMap<>();
    /** What has gathered and was not told yet. */
    public Map<String, Gathered> gathered = new LinkedHashMap<>();
    /** By destination, at which share of its pin it was warned of, in percent. */
    public Map<String, Integer> pins = new LinkedHashMap<>();
    /** By destination, how many expired events are told. */
    public Map<String, Long> expired = new LinkedHashMap<>();
    /** How the store was when it was last told of; null for well. */
    public String store;
    /** The last event before the silence that was told, epoch milliseconds; 0 for none. */
    public long silentSince;
    /** Names of strangers that were told, or counted. */
    public Set<String> seen = new LinkedHashSet<>();
    /** The day, since the epoch, of which {@link #seenToday} counts. */
    public long seenDay;

    public int seenToday;
    /** Names first seen that were only counted. */
    public long seenMore;

    /** An event to be appended, with the id it will have: appended again after a crash it is the same event. */
    record Pending(String id, Notice notice) {}

    /** A cause was told, and happened so often since. */
    record Told(long at, long more) {}

    /**
     * A destination's trouble.
     *
     * @param told whether this state was told
     * @param anyTold whether any of it was, so that its end is told too
     * @param delivered what the lane had delivered when it began
     */
    record Trouble(String state, String cause, long since, boolean told, boolean anyTold, long delivered) {
        Trouble toldNow() {
            return new Trouble(state, cause, since, true, true, delivered);
        }
    }

    /**
     * Ends of deliveries, or what leads there, of one destination and one cause.
     *
     * @param since when the first of them was
     * @param seq the last one
     * @param percent of the tries or the time that is used up; 100 when it was given up on
     * @param deadline when the last one will be given up on, epoch milliseconds
     */
    record Gathered(
            String destination, String cause, int code, long count, long since, long seq, int percent, long deadline) {}
}
