package io.wotnotrelay.cli.demo;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A row of the CSV file, its cells by the header of their column. */
record Row(Map<String, String> cells) {
    private static final int TIME = 11;

    static Row of(List<String> header, List<String> record) {
        Map<String, String> cells = new HashMap<>();
        for (int i = 0; i < Math.min(header.size(), record.size()); i++) {
            cells.put(header.get(i), record.get(i));
        }
        return new Row(cells);
    }

    /** When (in UTC), what, who, and the text. */
    String line() {
        String type = cell("Subtype").isEmpty() ? cell("Type") : cell("Type") + "." + cell("Subtype");
        return Columns.line(
                "row   %-8s  %-23s  %-7s  %s".formatted(time(cell("Time")), type, cell("Actor"), cell("Text")));
    }

    private String cell(String header) {
        return cells.getOrDefault(header, "");
    }

    /** {@code 14:03:05} of {@code 2026-05-01T14:03:05.123456Z}. */
    private static String time(String iso) {
        return iso.length() < TIME + 8 ? iso : iso.substring(TIME, TIME + 8);
    }
}
