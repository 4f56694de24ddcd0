package io.wotnotrelay.sink;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The statements for one table. Names are quoted and values are bound: nothing of an event is ever part of one.
 *
 * @param update with the values of all columns but the key, then the key; null where there is nothing but the key
 */
record SqlStatements(String upsert, String insert, String update) {
    /** All names quoted; the key is the first column. */
    static SqlStatements of(String table, List<String> columns) {
        String key = columns.get(0);
        List<String> others = columns.subList(1, columns.size());
        String insert = "INSERT INTO " + table + " (" + String.join(", ", columns) + ") VALUES ("
                + columns.stream().map(column -> "?").collect(Collectors.joining(", ")) + ")";
        String known =
                others.stream().map(column -> column + " = excluded." + column).collect(Collectors.joining(", "));
        String upsert =
                insert + " ON CONFLICT (" + key + ") DO " + (others.isEmpty() ? "NOTHING" : "UPDATE SET " + known);
        String set = others.stream().map(column -> column + " = ?").collect(Collectors.joining(", "));
        String update = others.isEmpty() ? null : "UPDATE " + table + " SET " + set + " WHERE " + key + " = ?";
        return new SqlStatements(upsert, insert, update);
    }
}
