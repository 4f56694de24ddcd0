package io.wotnotrelay.log.copy;

import io.wotnotrelay.log.copy.Migrated.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads a log and its copy side by side and compares every row. */
final class Check {
    private static final int STEP = 1_000;

    private final Source source;
    private final Target target;
    private final Way way;
    private final List<String> faults = new ArrayList<>();

    Check(Source source, Target target, Progress progress) {
        this.source = source;
        this.target = target;
        this.way = new Way(progress, Progress.Phase.CHECK, source);
    }

    List<Part> run() {
        List<Part> parts = new ArrayList<>();
        for (Table table : Table.ALL) {
            parts.add(compare(table));
        }
        for (Table table : Table.COUNTED) {
            numbers(table);
        }
        return parts;
    }

    /** What differs; empty after a run that found nothing. */
    List<String> faults() {
        return faults;
    }

    private Part compare(Table table) {
        Side one = new Side(source, table);
        Side other = new Side(target, table);
        boolean same = true;
        long gone = 0;
        while (one.row != null || other.row != null) {
            if (same && !Arrays.deepEquals(one.row, other.row)) {
                same = false;
                faults.add(difference(table, one.row, other.row));
            }
            one.next();
            other.next();
            told(table, ++gone);
        }
        way.gone(table, gone % STEP);
        way.over(table, one.count);
        return new Part(table.name(), one.count, other.count, one.digest.hex(), other.digest.hex());
    }

    private void told(Table table, long gone) {
        if (gone % STEP == 0) {
            way.gone(table, STEP);
        }
    }

    private static String difference(Table table, Object[] one, Object[] other) {
        int order = one == null ? 1 : other == null ? -1 : table.compareKeys(one, other);
        String where = "Table " + table.name() + ", " + table.keyOf(order > 0 ? other : one) + ": ";
        if (order != 0) {
            return where + (order < 0 ? "is missing in the copy." : "is in the copy only.");
        }
        List<String> columns = new ArrayList<>();
        for (int i = 0; i < one.length; i++) {
            if (!Arrays.deepEquals(new Object[] {one[i]}, new Object[] {other[i]})) {
                columns.add(table.columns().get(i).name());
            }
        }
        return where + String.join(", ", columns) + (columns.size() == 1 ? " differs." : " differ.");
    }

    private void numbers(Table table) {
        long wanted = Asked.of(source, () -> source.counter(table));
        long there = Asked.of(target, () -> target.counter(table));
        if (wanted != there) {
            faults.add("Table " + table.name() + ": counts on from " + there + " in the copy, and from " + wanted
                    + " in the log.");
        }
    }

    /** One of the two, as it goes through a table. */
    private static final class Side {
        private final Rows rows;
        private final RowDigest digest = new RowDigest();
        private Object[] row;
        private long count;

        Side(Reading store, Table table) {
            rows = new Rows(store, table);
            row = rows.next();
        }

        void next() {
            if (row != null) {
                digest.add(row);
                count++;
                row = rows.next();
            }
        }
    }
}
