package io.wotnotrelay.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Counts what came back for many requests; used by several threads at once. */
final class Tally {
    private final long start = System.nanoTime();
    private final Map<Integer, Integer> statuses = new TreeMap<>();
    private final List<Double> millis = new ArrayList<>();
    private int requests;
    private long events;
    private int bad;

    synchronized void add(Post post, Answer answer) {
        requests++;
        events += post.events();
        bad += answer.good() ? 0 : 1;
        statuses.merge(answer.status(), 1, Integer::sum);
        millis.add(answer.millis());
    }

    synchronized int bad() {
        return bad;
    }

    synchronized int requests() {
        return requests;
    }

    /** Two lines for a person, once there was a request. */
    synchronized String text() {
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        double seconds = Math.max(took.toNanos() / 1e9, 1e-6);
        String sent = String.format(
                Locale.ROOT,
                "Sent %,d events in %,d requests in %.1f s (%,.0f events/s): %s.",
                events,
                requests,
                seconds,
                events / seconds,
                answers());
        return sent + System.lineSeparator() + times();
    }

    private String answers() {
        List<String> parts = new ArrayList<>();
        statuses.forEach(
                (status, count) -> parts.add(count + (status == 0 ? " without an answer" : " answered " + status)));
        return String.join(", ", parts);
    }

    private String times() {
        List<Double> sorted = new ArrayList<>(millis);
        Collections.sort(sorted);
        return String.format(
                Locale.ROOT,
                "An answer took %.1f ms in the middle, %.1f ms for the slowest hundredth, %.1f ms at most.",
                sorted.get(sorted.size() / 2),
                sorted.get(sorted.size() * 99 / 100),
                sorted.get(sorted.size() - 1));
    }
}
