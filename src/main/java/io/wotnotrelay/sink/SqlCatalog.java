package io.wotnotrelay.sink;

import io.wotnotrelay.config.Nearest;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a database tells of its tables, and how it quotes their names. */
final class SqlCatalog {
    private static final String[] TABLES = {"TABLE", "BASE TABLE", "PARTITIONED TABLE", "FOREIGN TABLE", "VIEW"};

    private final DatabaseMetaData metadata;

    /** A table as the database spells it; catalog and schema may be null. */
    record Found(String catalog, String schema, String table) {}

    SqlCatalog(DatabaseMetaData metadata) {
        this.metadata = metadata;
    }

    /** The identifier in the database's own quotes, a quote in it doubled. */
    String quoted(String identifier) throws SQLException {
        String quote = metadata.getIdentifierQuoteString();
        if (quote == null || quote.isBlank()) {
            if (!identifier.matches("[A-Za-z_][A-Za-z0-9_]*")) {
                throw new MisconfiguredException(
                        0, "The database cannot quote names, and " + identifier + " is no plain one.");
            }
            return identifier;
        }
        return quote + identifier.replace(quote, quote + quote) + quote;
    }

    String quoted(SqlName name) throws SQLException {
        return (name.schema() == null ? "" : quoted(name.schema()) + ".") + quoted(name.table());
    }

    String quoted(Found found) throws SQLException {
        String of = found.schema() == null && metadata.supportsCatalogsInDataManipulation()
                ? found.catalog()
                : found.schema();
        return (of == null ? "" : quoted(of) + ".") + quoted(found.table());
    }

    boolean isThere(SqlName name) throws SQLException {
        return all(name).stream().anyMatch(found -> found.table().equalsIgnoreCase(name.table()));
    }

    /** That of this very name before one in another case, that of the connection's own schema before others. */
    Found find(SqlName name, Connection connection) throws SQLException {
        List<Found> all = all(name);
        String own = connection.getSchema();
        return all.stream()
                .filter(found -> found.table().equalsIgnoreCase(name.table()))
                .min(Comparator.comparing((Found found) -> !found.table().equals(name.table()))
                        .thenComparing(found -> own != null && !own.equals(found.schema())))
                .orElseThrow(() -> missing(name, all));
    }

    private static MisconfiguredException missing(SqlName name, List<Found> all) {
        List<String> names = all.stream().map(Found::table).toList();
        return new MisconfiguredException(
                0,
                "There is no table " + name + " in the database"
                        + (names.isEmpty() ? "" : "; did you mean " + Nearest.of(name.table(), names) + "?")
                        + (names.isEmpty() ? ": make" : " Make")
                        + " it, or set createTable to true.");
    }

    private List<Found> all(SqlName name) throws SQLException {
        List<Found> all = new ArrayList<>();
        String catalog = name.schema() == null ? metadata.getConnection().getCatalog() : null;
        try (ResultSet tables = metadata.getTables(catalog, null, "%", TABLES)) {
            while (tables.next()) {
                Found found = new Found(
                        tables.getString("TABLE_CAT"), tables.getString("TABLE_SCHEM"), tables.getString("TABLE_NAME"));
                if (in(found, name.schema())) {
                    all.add(found);
                }
            }
        }
        return all;
    }

    private static boolean in(Found found, String schema) {
        return schema == null || schema.equalsIgnoreCase(found.schema() == null ? found.catalog() : found.schema());
    }

    List<SqlColumn> columns(Found found) throws SQLException {
        List<SqlColumn> columns = new ArrayList<>();
        try (ResultSet rows =
                metadata.getColumns(found.catalog(), pattern(found.schema()), pattern(found.table()), "%")) {
            while (rows.next()) {
                columns.add(new SqlColumn(
                        rows.getString("COLUMN_NAME"), rows.getInt("DATA_TYPE"), rows.getInt("COLUMN_SIZE")));
            }
        }
        return columns;
    }

    /** {@code _} and {@code %} of a name stand for themselves. */
    private String pattern(String name) throws SQLException {
        String escape = metadata.getSearchStringEscape();
        return name == null || escape == null || escape.isEmpty()
                ? name
                : name.replace(escape, escape + escape)
                        .replace("_", escape + "_")
                        .replace("%", escape + "%");
    }

    /** Whether a primary key or unique index of this one column alone lets no second row in. */
    boolean unique(Found found, String column) throws SQLException {
        try (ResultSet keys = metadata.getPrimaryKeys(found.catalog(), found.schema(), found.table())) {
            if (alone(keys, "PK_NAME", column)) {
                return true;
            }
        }
        try (ResultSet indexes = metadata.getIndexInfo(found.catalog(), found.schema(), found.table(), true, true)) {
            return alone(indexes, "INDEX_NAME", column);
        }
    }

    private static boolean alone(ResultSet rows, String group, String column) throws SQLException {
        Map<String, List<String>> groups = new LinkedHashMap<>();
        while (rows.next()) {
            if (rows.getString("COLUMN_NAME") != null && (group.equals("PK_NAME") || whole(rows))) {
                groups.computeIfAbsent(String.valueOf(rows.getString(group)), g -> new ArrayList<>())
                        .add(rows.getString("COLUMN_NAME"));
            }
        }
        return groups.containsValue(List.of(column));
    }

    /** Not of a part of the rows. */
    private static boolean whole(ResultSet index) throws SQLException {
        String filter = index.getString("FILTER_CONDITION");
        return filter == null || filter.isBlank();
    }
}
