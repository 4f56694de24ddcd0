package io.wotnotrelay.cli.demo;

import java.util.HashMap;
import java.util.Map;

/** What the demo's servers have seen; used by several threads at once. */
public final class Tally {
    private final Map<String, Integer> threads = new HashMap<>();
    private int rows;
    private int mails;
    private int hooks;
    private int wrong;

    synchronized void row() {
        rows++;
    }

    /** @return its place in its thread, from 1; 0 where it is in none */
    synchronized int mail(String thread) {
        mails++;
        return thread.isEmpty() ? 0 : threads.merge(thread, 1, Integer::sum);
    }

    synchronized void hook(boolean valid) {
        hooks++;
        wrong += valid ? 0 : 1;
    }

    synchronized int rows() {
        return rows;
    }

    synchronized int mails() {
        return mails;
    }

    /** Threads of more than one mail. */
    synchronized int threads() {
        return (int) threads.values().stream().filter(n -> n > 1).count();
    }

    synchronized int hooks() {
        return hooks;
    }

    /** Hooks whose signature is missing or wrong. */
    synchronized int wrong() {
        return wrong;
    }
}
