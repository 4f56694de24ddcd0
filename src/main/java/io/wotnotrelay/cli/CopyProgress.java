package io.wotnotrelay.cli;

import io.wotnotrelay.log.copy.Progress;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import picocli.CommandLine.Help.Ansi;

/** Shows how far a copy of the log is: a bar on a terminal, now and then a line elsewhere, nothing beside JSON. */
final class CopyProgress implements Progress, AutoCloseable {
    private static final int BAR = 30;
    private static final long BAR_NANOS = Duration.ofMillis(200).toNanos();
    private static final long LINE_NANOS = Duration.ofSeconds(5).toNanos();

    private final PrintWriter out;
    private final boolean silent;
    private final boolean terminal = Ansi.AUTO.enabled();
    private final Thread goodbye = new Thread(this::sayWhatIsLeft);
    private Phase phase;
    private long begunAt;
    private long toldAt = System.nanoTime();

    CopyProgress(PrintWriter out, boolean silent) {
        this.out = out;
        this.silent = silent;
        Runtime.getRuntime().addShutdownHook(goodbye);
    }

    @Override
    public synchronized void at(Phase now, String table, long done, long total) {
        long time = System.nanoTime();
        if (now != phase) {
            phase = now;
            begunAt = time;
        }
        if (silent || time - toldAt < (terminal ? BAR_NANOS : LINE_NANOS)) {
            return;
        }
        toldAt = time;
        String line = line(now, table, done, total, (time - begunAt) / 1e9);
        if (terminal) {
            out.print("\r" + bar(done, total) + " " + Table.cut(line, Table.WIDTH - BAR - 3) + "\u001b[K");
        } else {
            out.println(line);
        }
        out.flush();
    }

    private static String bar(long done, long total) {
        int full = (int) (BAR * done / Math.max(1, total));
        return "[" + "#".repeat(full) + ".".repeat(BAR - full) + "]";
    }

    static String line(Phase phase, String table, long done, long total, double seconds) {
        double rate = done / Math.max(seconds, 1e-3);
        return String.format(
                Locale.ROOT,
                "%s %s: %,d of %,d rows, %,.0f/s, %s left",
                phase == Phase.COPY ? "copying" : "checking",
                table,
                done,
                total,
                rate,
                left((long) ((total - done) / Math.max(rate, 1))));
    }

    private static String left(long seconds) {
        return seconds < 120 ? seconds + " s" : seconds / 60 + " min";
    }

    @Override
    public synchronized void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(goodbye);
        } catch (IllegalStateException e) {
            // the process is on its way out and says so itself
            return;
        }
        if (terminal && !silent && phase != null) {
            out.print("\r\u001b[K");
            out.flush();
        }
    }

    /** On Ctrl-C. */
    private void sayWhatIsLeft() {
        if (!silent && phase != null) {
            out.println((terminal ? "\r\u001b[K" : "")
                    + "Broken off. The log is as it was; the copy is there by half, and no"
                    + " relay starts on it. The same command goes on, with --restart it begins anew.");
            out.flush();
        }
    }
}
