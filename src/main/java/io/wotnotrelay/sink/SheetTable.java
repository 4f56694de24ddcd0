package io.wotnotrelay.sink;

import io.wotnotrelay.sink.Spreadsheet.Tab;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.http.base.HttpOperationFailedException;

/**
 * The table on one sheet: a header in the first row, and rows whose cells stand under the header of their name, wherever
 * people move it. Headers that are missing are added on the right, {@value #ID} as the last one and hidden.
 *
 * <p>The header is read before each append: people insert, move and rename columns while the relay runs.
 */
final class SheetTable {
    /** The header of the column with the deliveries' ids. */
    static final String ID = "relay_id";

    /** Rows of the column of ids that are read at once; about 1.5 MB. */
    static final int PAGE = 20_000;

    /** So many reads leave some of the 60 a minute that Google allows; more would begin anew after each wait. */
    static final int MOST_PAGES = 40;

    /** Of destinations that share a sheet only one at a time may add headers. */
    private static final Map<String, Object> LOCKS = new ConcurrentHashMap<>();

    private final Spreadsheet spreadsheet;
    private final String sheet;
    private final List<String> headers;
    private final Object lock;
    private volatile Tab tab;

    /**
     * @param sheet the sheet's name, null for the first one
     * @param headers of the columns each row has, {@value #ID} not among them
     */
    SheetTable(Spreadsheet spreadsheet, String place, String sheet, List<String> headers) {
        this.spreadsheet = spreadsheet;
        this.sheet = sheet;
        this.headers = new ArrayList<>(headers);
        this.headers.add(ID);
        this.lock = LOCKS.computeIfAbsent(place, p -> new Object());
    }

    /** Adds the rows, whose cells are in the order of the headers, the id last; all in one append. */
    void append(List<List<Object>> rows) throws Exception {
        boolean known = tab != null;
        try {
            appendNow(rows);
        } catch (HttpOperationFailedException e) {
            if (!known || e.getStatusCode() != 400) {
                throw e;
            }
            // the sheet was renamed or deleted: look again, which says so if it is gone
            tab = null;
            appendNow(rows);
        }
    }

    /**
     * How often each of these ids stands in the column of ids. People sort their sheets, so all of it is read, a page at
     * a time from the bottom, until all are found or the sheet is too long to be read.
     */
    Ids count(Set<String> ids) throws Exception {
        // as it is now: it may have been renamed, and other rows have come
        Tab now = spreadsheet.tab(sheet);
        tab = now;
        int column = spreadsheet.header(now).indexOf(ID);
        Map<String, Integer> counts = new HashMap<>();
        int last = column < 0 ? 0 : now.rows();
        for (int page = 0; page < MOST_PAGES && last > 1 && !counts.keySet().containsAll(ids); page++, last -= PAGE) {
            for (String cell : spreadsheet.column(now, column, Math.max(2, last - PAGE + 1), last)) {
                if (ids.contains(cell)) {
                    counts.merge(cell, 1, Integer::sum);
                }
            }
        }
        return new Ids(counts, last <= 1);
    }

    /**
     * What was found.
     *
     * @param counts how often each id is there
     * @param whole whether all of the column was read: what was not found is not there
     */
    record Ids(Map<String, Integer> counts, boolean whole) {}

    private void appendNow(List<List<Object>> rows) throws Exception {
        Tab at = tab;
        if (at == null) {
            at = spreadsheet.tab(sheet);
            tab = at;
        }
        List<String> there = complete(at);
        spreadsheet.append(
                at, there.size(), rows.stream().map(row -> aligned(row, there)).toList());
    }

    private List<Object> aligned(List<Object> row, List<String> there) {
        // an empty text leaves the cell of somebody else's column empty
        List<Object> cells = new ArrayList<>(Collections.nCopies(there.size(), ""));
        for (int i = 0; i < headers.size(); i++) {
            cells.set(there.indexOf(headers.get(i)), row.get(i));
        }
        return cells;
    }

    private List<String> complete(Tab at) throws Exception {
        List<String> read = checked(at, spreadsheet.header(at));
        if (read.containsAll(headers)) {
            return read;
        }
        synchronized (lock) {
            // how wide it is now, and what another destination has added meanwhile
            Tab now = spreadsheet.tab(sheet);
            List<String> there = new ArrayList<>(checked(now, spreadsheet.header(now)));
            List<String> missing =
                    headers.stream().filter(h -> !there.contains(h)).toList();
            if (!missing.isEmpty()) {
                int first = there.size();
                there.addAll(missing);
                spreadsheet.widen(now, there.size(), missing.contains(ID) ? there.size() - 1 : -1);
                spreadsheet.writeHeader(now, first, missing);
            }
            return there;
        }
    }

    /** Google takes the first column with anything in it for the beginning of the table: it must have a header. */
    private static List<String> checked(Tab tab, List<String> there) {
        if (!there.isEmpty() && there.get(0).isEmpty()) {
            throw new MisconfiguredException(
                    0,
                    "The first row of the sheet \"" + tab.title() + "\" holds the headers, but its cell A1 is empty:"
                            + " write a header into it.");
        }
        return there;
    }
}
