package io.wotnotrelay.cli;

import io.wotnotrelay.config.OneLine;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.BiConsumer;

/** Says what came back: a line for each request, or the failures only, and at the end a sum. */
final class Report implements BiConsumer<Post, Answer> {
    private static final int FAILURES_SHOWN = 10;

    private final PrintWriter out;
    private final boolean everyLine;
    private final Tally tally = new Tally();

    Report(PrintWriter out, boolean everyLine) {
        this.out = out;
        this.everyLine = everyLine;
    }

    @Override
    public synchronized void accept(Post post, Answer answer) {
        tally.add(post, answer);
        if (everyLine || !answer.good() && tally.bad() <= FAILURES_SHOWN) {
            line(post, answer);
        }
    }

    /** The sum, where it tells more than the line above it. */
    synchronized void end() {
        if (!everyLine && tally.requests() > 0 || tally.requests() > 1) {
            out.println(tally.text());
        }
        out.flush();
    }

    boolean good() {
        return tally.bad() == 0;
    }

    private void line(Post post, Answer answer) {
        out.println(String.format(
                Locale.ROOT,
                "%-36s %3s  %7.1f ms  %s",
                OneLine.of(post.name(), 100),
                answer.status() == 0 ? "---" : answer.status(),
                answer.millis(),
                OneLine.of(answer.body(), 300)));
        if (!answer.good()) {
            out.println("    " + answer.problem());
        }
        out.flush();
    }
}
