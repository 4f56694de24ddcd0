package io.wotnotrelay.log.copy;

import java.util.List;

/** All rows of a table in their order, read by the page. */
final class Rows {
    private final Reading from;
    private final Table table;
    private List<Object[]> page = List.of();
    private Object[] last;
    private int at;

    Rows(Reading from, Table table) {
        this.from = from;
        this.table = table;
    }

    /** The next one; null at the end. */
    Object[] next() {
        if (at == page.size()) {
            page = Asked.of(from, () -> from.page(table, last));
            at = 0;
            if (page.isEmpty()) {
                return null;
            }
            last = page.get(page.size() - 1);
        }
        return page.get(at++);
    }
}
