package io.wotnotrelay.sink;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads comma-separated values by the letter of RFC 4180 and takes nothing else. */
final class Csv {
    private final String text;
    private int at;

    private Csv(String text) {
        this.text = text;
    }

    /** The rows of a file, each of as many cells as the first. */
    static List<List<String>> read(Path file) throws IOException {
        // a decoder that refuses what is not UTF-8
        return read(StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                .toString());
    }

    static List<List<String>> read(String text) {
        Csv csv = new Csv(text);
        List<List<String>> rows = new ArrayList<>();
        while (csv.at < text.length()) {
            List<String> row = csv.row();
            rows.add(row);
            if (row.size() != rows.get(0).size()) {
                throw new AssertionError("row " + rows.size() + " has " + row.size() + " cells instead of "
                        + rows.get(0).size());
            }
        }
        return rows;
    }

    private List<String> row() {
        List<String> row = new ArrayList<>();
        row.add(cell());
        while (next(',')) {
            row.add(cell());
        }
        if (!next('\r') || !next('\n')) {
            throw new AssertionError("no CRLF at " + at);
        }
        return row;
    }

    private String cell() {
        int from = at;
        if (!next('"')) {
            while (at < text.length() && ",\"\r\n".indexOf(text.charAt(at)) < 0) {
                at++;
            }
            return text.substring(from, at);
        }
        StringBuilder cell = new StringBuilder();
        while (true) {
            int quote = text.indexOf('"', at);
            if (quote < 0) {
                throw new AssertionError("the quote at " + from + " is not closed");
            }
            cell.append(text, at, quote);
            at = quote + 1;
            if (!next('"')) {
                return cell.toString();
            }
            cell.append('"');
        }
    }

    private boolean next(char c) {
        boolean there = at < text.length() && text.charAt(at) == c;
        at += there ? 1 : 0;
        return there;
    }
}
