package io.wotnotrelay.log.copy;

import java.util.HashMap;
import java.util.Map;

/** Counts rows on the way, and tells of them. */
final class Way {
    private final Progress progress;
    private final Progress.Phase phase;
    private final Map<Table, Long> counts = new HashMap<>();
    private long done;
    private long total;

    Way(Progress progress, Progress.Phase phase, Source source) {
        this.progress = progress;
        this.phase = phase;
        for (Table table : Table.ALL) {
            long rows = Asked.of(source, () -> source.count(table));
            counts.put(table, rows);
            total += rows;
        }
    }

    /** So many of a table need not be gone: they are there. */
    void skip(long rows) {
        total -= rows;
    }

    void gone(Table table, long rows) {
        done += rows;
        tell(table);
    }

    /** A table is over: its rows are counted now. */
    void over(Table table, long rows) {
        total += rows - counts.get(table);
        tell(table);
    }

    private void tell(Table table) {
        progress.at(phase, table.name(), done, Math.max(done, total));
    }
}
