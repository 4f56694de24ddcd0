package io.wotnotrelay.cli;

import io.wotnotrelay.config.OneLine;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Rows in columns that fit a terminal of {@value #WIDTH} columns; the last column takes what is left. */
final class Table {
    static final int WIDTH = 100;
    private static final String GAP = "  ";

    private final List<String> titles;
    private final List<Integer> most;
    private final List<List<String>> rows = new ArrayList<>();

    /** @param columns a title and the most characters each: {@code "STATE:12"}; the last without a number */
    Table(String... columns) {
        titles = new ArrayList<>();
        most = new ArrayList<>();
        for (String column : columns) {
            String[] parts = column.split(":");
            titles.add(parts[0]);
            most.add(parts.length == 1 ? WIDTH : Integer.parseInt(parts[1]));
        }
    }

    void row(String... cells) {
        List<String> row = new ArrayList<>();
        for (String cell : cells) {
            row.add(cell == null ? "" : OneLine.of(cell));
        }
        rows.add(row);
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    void print(PrintWriter out) {
        int[] widths = widths();
        out.println(line(titles, widths));
        rows.forEach(row -> out.println(line(row, widths)));
    }

    private int[] widths() {
        int[] widths = new int[titles.size()];
        int left = WIDTH;
        for (int i = 0; i < widths.length; i++) {
            int column = i;
            int longest =
                    rows.stream().mapToInt(row -> length(row.get(column))).max().orElse(0);
            widths[i] = Math.min(Math.max(longest, titles.get(i).length()), Math.min(most.get(i), Math.max(left, 4)));
            left -= widths[i] + GAP.length();
        }
        return widths;
    }

    private static String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = cut(cells.get(i), widths[i]);
            line.append(cell);
            if (i < widths.length - 1) {
                line.append(" ".repeat(widths[i] - length(cell))).append(GAP);
            }
        }
        return line.toString().stripTrailing();
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    static String cut(String text, int most) {
        return length(text) <= most ? text : text.substring(0, text.offsetByCodePoints(0, most - 1)) + "…";
    }
}
