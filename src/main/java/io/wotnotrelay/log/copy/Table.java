package io.wotnotrelay.log.copy;

import java.util.ArrayList;
import java.util.List;

/**
 * A table of the log as both kinds of store have it. Its first columns are its key and say the order of its rows.
 *
 * @param name in the database
 * @param keys how many of the columns are the key
 * @param columns those that are copied
 */
public record Table(String name, int keys, List<Column> columns) {
    /** The events. */
    public static final Table EVENT = event("event");

    /** What each commit took in: the head, the receipts, the digests by which duplicates are known. */
    public static final Table INTAKE =
            table("intake", 1, "n:LONG at:LONG head:LONG low:LONG high:LONG receipts:BYTES digests:BYTES");

    /** The destinations. */
    public static final Table LANE = table(
            "lane",
            1,
            "id:INT name:NAME born_at:LONG start_seq:LONG cursor:LONG paused:INT delivered:LONG filtered:LONG dead:LONG"
                    + " expired:LONG standing:TEXT");

    /** The replays and backfills. */
    public static final Table JOB = table(
            "job",
            1,
            "id:LONG lane:INT kind:NAME asked:TEXT again:INT named:INT runs:INT per_millis:LONG up_to:LONG mark:LONG"
                    + " matched:LONG state:NAME cause:TEXT position:LONG delivered:LONG skipped:LONG filtered:LONG"
                    + " failed:LONG expired:LONG hastened:LONG open:BYTES created_at:LONG started_at:LONG ended_at:LONG");

    /** What is known of conversations: made of the events, and kept longer than they are. */
    public static final Table CONTEXT = table("context", 1, "seq:LONG at:LONG conversation:BYTES data:BYTES");

    /** All tables of the log, the events first: they are most of it. */
    public static final List<Table> ALL = List.of(
            EVENT,
            INTAKE,
            LANE,
            table("outcome", 1, "n:LONG at:LONG low:LONG high:LONG head:LONG data:BYTES"),
            parked("parked"),
            parked("dead_letter"),
            event("kept_event"),
            JOB,
            table("job_event", 1, "job:LONG seqs:BYTES"),
            table("intent", 2, "lane:INT seq:LONG at:LONG"),
            CONTEXT);

    /** Those that have a number beside their rows: the last id given, or how far the log is in them. */
    static final List<Table> COUNTED = List.of(LANE, JOB, CONTEXT);

    private static Table event(String name) {
        return table(name, 1, "seq:LONG received_at:LONG receipt:LONG kind:TEXT digest:BYTES raw:BYTES");
    }

    private static Table parked(String name) {
        return table(
                name,
                2,
                "lane:INT seq:LONG state:NAME conversation:TEXT attempts:INT due_at:LONG run_millis:LONG code:INT"
                        + " cause:TEXT out_of_order:INT");
    }

    /** The columns as {@code name:KIND} with blanks between. */
    private static Table table(String name, int keys, String columns) {
        List<Column> all = new ArrayList<>();
        for (String column : columns.split(" ")) {
            String[] parts = column.split(":");
            all.add(new Column(parts[0], Column.Kind.valueOf(parts[1])));
        }
        return new Table(name, keys, List.copyOf(all));
    }

    /** The names of the columns, with commas between. */
    public String names() {
        return String.join(", ", columns.stream().map(Column::name).toList());
    }

    /** The names of the key's columns, with commas between. */
    public String key() {
        return String.join(
                ", ", columns.subList(0, keys).stream().map(Column::name).toList());
    }

    /** The key of a row, for people. */
    String keyOf(Object[] row) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < keys; i++) {
            parts.add(columns.get(i).name() + " " + row[i]);
        }
        return String.join(", ", parts);
    }

    /** Which of two rows comes first. */
    int compareKeys(Object[] one, Object[] other) {
        for (int i = 0; i < keys; i++) {
            int order = Long.compare((Long) one[i], (Long) other[i]);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }
}
