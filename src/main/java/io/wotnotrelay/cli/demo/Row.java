package io.wotnotrelay.cli.demo;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A row of the CSV file, its cells by the header of their column. */
record Row(Map<String, String> cells) {
    static Row of(List<String> header, List<String> record) {
        Map<String, String> cells = new HashMap<>();
        for (int i = 0; i < Math.min(header.size(), record.size()); i++) {
            cells.put(header.get(i), record.get(i));
        }
        return new Row(cells);
    }

    /** What, who, and the text. */
    String line() {
        String type = cell("Subtype").isEmpty() ? cell("Type") : cell("Type") + "." + cell("Subtype");
        return Columns.line("row   %-23s  %-7s  %s".formatted(type, cell("Actor"), cell("Text")));
    }

    private String cell(String header) {
        return cells.getOrDefault(header, "");
    }
}
