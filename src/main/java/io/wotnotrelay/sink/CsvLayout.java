package io.wotnotrelay.sink;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Rows of comma-separated values (RFC 4180) under one header: each row ends with CRLF, a cell with a comma, a quote, a
 * line break or a blank at its edge is quoted. So is one with a semicolon or a tab: LibreOffice cuts there too unless it
 * is told otherwise, and what stands behind one could be a formula.
 */
final class CsvLayout implements Layout {
    private static final byte[] BOM = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
    private static final byte[] END = {'\r', '\n'};
    private static final String QUOTED = ",;\t\"\r\n";

    /** Half a row is cut off up to this size; what is longer was not torn by a crash, but edited by someone. */
    private static final int LONGEST_TORN = 4 * 1024 * 1024;

    private final int cells;
    private final byte[] header;
    private final boolean bom;

    CsvLayout(List<String> headers, boolean bom) {
        this.cells = headers.size();
        this.header = row(headers);
        this.bom = bom;
    }

    /** One row, with its end. */
    static byte[] row(List<String> cells) {
        StringBuilder row = new StringBuilder(256);
        String comma = "";
        for (String cell : cells) {
            row.append(comma);
            quote(row, cell, cells.size() == 1);
            comma = ",";
        }
        return row.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    /** An empty cell that is alone is quoted: the row would else be an empty line, which readers skip. */
    private static void quote(StringBuilder row, String cell, boolean alone) {
        if (cell.isEmpty()) {
            row.append(alone ? "\"\"" : "");
            return;
        }
        boolean plain = !blank(cell.charAt(0)) && !blank(cell.charAt(cell.length() - 1));
        for (int i = 0; plain && i < cell.length(); i++) {
            plain = QUOTED.indexOf(cell.charAt(i)) < 0;
        }
        if (plain) {
            row.append(cell);
        } else {
            row.append('"').append(cell.replace("\"", "\"\"")).append('"');
        }
    }

    private static boolean blank(char c) {
        return c <= ' ' || Character.isWhitespace(c);
    }

    @Override
    public boolean fits(RandomAccessFile file) throws IOException {
        byte[] begin = new byte[(int) Math.min(file.length(), header.length + (long) BOM.length)];
        file.seek(0);
        file.readFully(begin);
        int from =
                begin.length >= BOM.length && Arrays.equals(begin, 0, BOM.length, BOM, 0, BOM.length) ? BOM.length : 0;
        // a spreadsheet or an editor may have saved the file with other line ends
        int end = header.length - END.length;
        return begin.length - from > end
                && Arrays.equals(begin, from, from + end, header, 0, end)
                && (begin[from + end] == '\r' || begin[from + end] == '\n');
    }

    @Override
    public Start start(RandomAccessFile file, long length) throws IOException {
        if (length == 0) {
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            head.writeBytes(bom ? BOM : new byte[0]);
            head.writeBytes(header);
            return new Start(0, head.toByteArray());
        }
        return new CsvEnd(file, length).start(cells, LONGEST_TORN);
    }
}
