package io.wotnotrelay.sink;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Properties;

/** In what databases differ here. Those of their own know an upsert in one statement; all others get two. */
enum SqlDialect {
    POSTGRESQL("TEXT", "TEXT"),
    SQLITE("TEXT", "TEXT"),
    MYSQL("TEXT", "VARCHAR(255)"),
    SQLSERVER("NVARCHAR(4000)", "NVARCHAR(255)"),
    OTHER("VARCHAR(4000)", "VARCHAR(255)");

    private final String text;
    private final String key;

    SqlDialect(String text, String key) {
        this.text = text;
        this.key = key;
    }

    /** By what a JDBC URL begins with. */
    static SqlDialect of(String url) {
        return switch (url.toLowerCase(Locale.ROOT).split(":", 3)[1]) {
            case "postgresql" -> POSTGRESQL;
            case "sqlite" -> SQLITE;
            case "mysql", "mariadb" -> MYSQL;
            case "sqlserver" -> SQLSERVER;
            default -> OTHER;
        };
    }

    /** Texts are bound, and the database makes of them what its column is: a number, a time, JSON. */
    boolean untyped() {
        return this == POSTGRESQL || this == SQLITE;
    }

    /** Whether a text longer than its column says is refused; SQLite keeps it. */
    boolean limits() {
        return this != SQLITE;
    }

    boolean upserts() {
        return this == POSTGRESQL || this == SQLITE;
    }

    /** The driver's own names of timeouts, so that a server that says nothing holds nobody. */
    void timeouts(Duration timeout, Properties properties) {
        String seconds = String.valueOf(Math.max(1, timeout.toSeconds()));
        String millis = String.valueOf(timeout.toMillis());
        switch (this) {
            case POSTGRESQL -> {
                properties.setProperty("connectTimeout", seconds);
                properties.setProperty("loginTimeout", seconds);
                properties.setProperty("socketTimeout", seconds);
                properties.setProperty("stringtype", "unspecified");
            }
            case MYSQL -> {
                properties.setProperty("connectTimeout", millis);
                properties.setProperty("socketTimeout", millis);
            }
            case SQLSERVER -> {
                properties.setProperty("loginTimeout", seconds);
                properties.setProperty("socketTimeout", millis);
            }
            case SQLITE -> properties.setProperty("busy_timeout", millis);
            default -> {
                // setNetworkTimeout and setQueryTimeout are all there is
            }
        }
    }

    /** All names quoted; the key is the first column. */
    String createTable(String table, List<String> columns) {
        StringBuilder sql = new StringBuilder("CREATE TABLE ").append(table).append(" (");
        sql.append(columns.get(0)).append(' ').append(key).append(" NOT NULL PRIMARY KEY");
        columns.subList(1, columns.size())
                .forEach(column -> sql.append(", ").append(column).append(' ').append(text));
        return sql.append(')').toString();
    }
}
