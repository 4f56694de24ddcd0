package io.wotnotrelay.sink;

import com.google.api.services.sheets.v4.Sheets;
import com.google.api.services.sheets.v4.model.AppendDimensionRequest;
import com.google.api.services.sheets.v4.model.BatchUpdateSpreadsheetRequest;
import com.google.api.services.sheets.v4.model.DimensionProperties;
import com.google.api.services.sheets.v4.model.DimensionRange;
import com.google.api.services.sheets.v4.model.GridProperties;
import com.google.api.services.sheets.v4.model.Request;
import com.google.api.services.sheets.v4.model.Sheet;
import com.google.api.services.sheets.v4.model.SheetProperties;
import com.google.api.services.sheets.v4.model.UpdateDimensionPropertiesRequest;
import com.google.api.services.sheets.v4.model.ValueRange;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One spreadsheet of Google Sheets (API v4). Values are always {@code RAW}: what is written is a text or a number, never
 * a formula.
 */
final class Spreadsheet {
    private static final String RAW = "RAW";

    private final Sheets client;
    private final String id;
    private final GoogleFaults faults;

    Spreadsheet(Sheets client, String id, GoogleFaults faults) {
        this.client = client;
        this.id = id;
        this.faults = faults;
    }

    /**
     * One of its sheets.
     *
     * @param columns how many columns its grid has
     * @param rows how many rows its grid has, the empty ones below the table included
     */
    record Tab(int id, String title, int columns, int rows) {
        /** Such as {@code 'Sheet1'!A1:C1}, of columns counted from 0. */
        String row(int first, int last) {
            return quoted() + "!" + letters(first) + "1:" + letters(last) + "1";
        }

        String quoted() {
            return "'" + title.replace("'", "''") + "'";
        }
    }

    /**
     * The sheet of this name, or the first one.
     *
     * @param name null for the first
     * @throws MisconfiguredException when there is none, with the names there are
     */
    Tab tab(String name) throws Exception {
        List<Sheet> sheets = faults.told(() -> client.spreadsheets()
                .get(id)
                .setFields("sheets.properties(sheetId,title,index,sheetType,gridProperties(rowCount,columnCount))")
                .setDisableGZipContent(true)
                .execute()
                .getSheets());
        List<SheetProperties> grids = (sheets == null ? List.<Sheet>of() : sheets)
                .stream()
                        .map(Sheet::getProperties)
                        .filter(p ->
                                p.getSheetType() == null || p.getSheetType().equals("GRID"))
                        .toList();
        return grids.stream()
                .filter(p -> name == null || name.equals(p.getTitle()))
                .findFirst()
                .map(Spreadsheet::tab)
                .orElseThrow(() -> new MisconfiguredException(
                        400, "There is no sheet named \"" + name + "\"; there are: " + names(grids)));
    }

    private static Tab tab(SheetProperties properties) {
        GridProperties grid =
                properties.getGridProperties() == null ? new GridProperties() : properties.getGridProperties();
        return new Tab(
                number(properties.getSheetId()),
                properties.getTitle(),
                number(grid.getColumnCount()),
                number(grid.getRowCount()));
    }

    /** Google leaves a 0 out. */
    private static int number(Integer told) {
        return told == null ? 0 : told;
    }

    private static String names(List<SheetProperties> grids) {
        String names =
                grids.stream().map(p -> "\"" + p.getTitle() + "\"").limit(10).collect(Collectors.joining(", "));
        return names + (grids.size() > 10 ? ", …" : ".");
    }

    /** The texts of the first row, without empty ones at its end. */
    List<String> header(Tab tab) throws Exception {
        ValueRange row = faults.told(() -> client.spreadsheets()
                .values()
                .get(id, tab.quoted() + "!1:1")
                .setDisableGZipContent(true)
                .execute());
        List<List<Object>> rows = row.getValues();
        return rows == null || rows.isEmpty()
                ? List.of()
                : rows.get(0).stream().map(cell -> String.valueOf(cell).strip()).toList();
    }

    /** The texts of one column, counted from 0, from one row to another, counted from 1; empty ones may be left out. */
    List<String> column(Tab tab, int column, int first, int last) throws Exception {
        String name = letters(column);
        ValueRange cells = faults.told(() -> client.spreadsheets()
                .values()
                .get(id, tab.quoted() + "!" + name + first + ":" + name + last)
                .setMajorDimension("COLUMNS")
                .setFields("values")
                .setDisableGZipContent(true)
                .execute());
        List<List<Object>> columns = cells.getValues();
        return columns == null || columns.isEmpty()
                ? List.of()
                : columns.get(0).stream().map(String::valueOf).toList();
    }

    /**
     * Makes room for columns and hides one of them.
     *
     * @param columns how many the sheet must have
     * @param hidden the column to hide, counted from 0; -1 for none
     */
    void widen(Tab tab, int columns, int hidden) throws Exception {
        List<Request> changes = new ArrayList<>();
        if (tab.columns() > 0 && columns > tab.columns()) {
            changes.add(new Request()
                    .setAppendDimension(new AppendDimensionRequest()
                            .setSheetId(tab.id())
                            .setDimension("COLUMNS")
                            .setLength(columns - tab.columns())));
        }
        if (hidden >= 0) {
            changes.add(new Request()
                    .setUpdateDimensionProperties(new UpdateDimensionPropertiesRequest()
                            .setRange(new DimensionRange()
                                    .setSheetId(tab.id())
                                    .setDimension("COLUMNS")
                                    .setStartIndex(hidden)
                                    .setEndIndex(hidden + 1))
                            .setProperties(new DimensionProperties().setHiddenByUser(true))
                            .setFields("hiddenByUser")));
        }
        if (!changes.isEmpty()) {
            faults.told(() -> client.spreadsheets()
                    .batchUpdate(id, new BatchUpdateSpreadsheetRequest().setRequests(changes))
                    .setDisableGZipContent(true)
                    .execute());
        }
    }

    /** Writes into the first row, from this column on, counted from 0. */
    void writeHeader(Tab tab, int first, List<String> headers) throws Exception {
        ValueRange values = new ValueRange().setValues(List.of(List.copyOf(headers)));
        faults.told(() -> client.spreadsheets()
                .values()
                .update(id, tab.row(first, first + headers.size() - 1), values)
                .setValueInputOption(RAW)
                .setDisableGZipContent(true)
                .execute());
    }

    /** Adds rows below the table whose header is the first row; each has this many cells. */
    void append(Tab tab, int cells, List<List<Object>> rows) throws Exception {
        faults.told(() -> client.spreadsheets()
                .values()
                .append(id, tab.row(0, cells - 1), new ValueRange().setValues(rows))
                .setValueInputOption(RAW)
                .setInsertDataOption("INSERT_ROWS")
                .setFields("updates.updatedRange")
                .setDisableGZipContent(true)
                .execute());
    }

    /** The name of a column counted from 0: A … Z, AA … */
    static String letters(int column) {
        String last = String.valueOf((char) ('A' + column % 26));
        return column < 26 ? last : letters(column / 26 - 1) + last;
    }
}
