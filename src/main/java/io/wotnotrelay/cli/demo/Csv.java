package io.wotnotrelay.cli.demo;

import java.util.ArrayList;
import java.util.List;

/** Cuts growing CSV text (RFC 4180) into records; a record that is not whole yet waits for the rest. */
final class Csv {
    private final StringBuilder cell = new StringBuilder();
    private List<String> record = new ArrayList<>();
    private boolean quoted;

    /** The records that are whole now. */
    List<List<String>> add(String text) {
        List<List<String>> whole = new ArrayList<>();
        for (char c : text.toCharArray()) {
            if (c == '"') {
                // A doubled quote inside quotes closes and opens again, and stands for one.
                quoted = !quoted;
                cell.append(c);
            } else if (quoted || c != ',' && c != '\n') {
                cell.append(c);
            } else {
                record.add(plain(cell.toString()));
                cell.setLength(0);
                if (c == '\n') {
                    whole.add(record);
                    record = new ArrayList<>();
                }
            }
        }
        return whole;
    }

    private static String plain(String cell) {
        String text = cell.endsWith("\r") ? cell.substring(0, cell.length() - 1) : cell;
        return text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")
                ? text.substring(1, text.length() - 1).replace("\"\"", "\"")
                : text;
    }
}
