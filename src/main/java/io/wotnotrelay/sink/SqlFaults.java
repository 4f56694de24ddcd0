package io.wotnotrelay.sink;

import java.net.UnknownHostException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientException;
import java.util.Map;
import org.sqlite.SQLiteException;

/**
 * What a database's refusal means, by SQLSTATE (ISO/IEC 9075-2, section 24; PostgreSQL's appendix A) and SQLite's result
 * codes. A database's own message may quote the event, so it is not shown where it speaks of values.
 */
final class SqlFaults {
    private static final Map<String, String> VALUES = Map.of(
            "22P02", "a text that is no such number, truth or JSON as the column holds",
            "22007", "a text that is no date or time",
            "22008", "a date or time that does not exist",
            "22003", "a number too large for its column",
            "22001", "a text too long for its column",
            "22P05", "a character its JSON cannot hold",
            "23502", "nothing for a column that must not be empty",
            "23503", "a value that another table does not know",
            "23505", "a value that another row has already in a column of which each must be the only one",
            "23514", "a value that a rule of the table (CHECK) forbids");

    private static final Map<String, String> TO_MEND = Map.of(
            "28P01", "The database refused the user name or password: correct username and password.",
            "28000", "The database does not let this user in: correct username and password, or its rules of access.",
            "3D000", "There is no such database: correct the end of url.",
            "42501", "The user may not write into the table: grant it SELECT, INSERT and UPDATE.",
            "42P01", "The table is not there any more.",
            "42703", "A column is not there any more: mend columns, or add it to the table.",
            "42804", "A column is of a type that takes no text: mend columns, or change its type.");

    private SqlFaults() {}

    static Exception of(SQLException thrown) {
        SQLException e = first(thrown);
        if (e instanceof SQLiteException sqlite) {
            return sqlite(sqlite);
        }
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        if (TO_MEND.containsKey(state)) {
            return new MisconfiguredException(0, TO_MEND.get(state));
        }
        if (passes(e, state)) {
            return passing(e, state);
        }
        if (state.startsWith("22") || state.startsWith("23")) {
            return unfit(state);
        }
        if (state.startsWith("28")) {
            return new MisconfiguredException(0, TO_MEND.get("28000"));
        }
        return state.startsWith("42")
                ? new MisconfiguredException(
                        0, "The database takes no such statement (" + state + ", code " + e.getErrorCode() + ").")
                : passing(e, state);
    }

    /** A batch's failure wraps that of its row. */
    private static SQLException first(SQLException e) {
        boolean batch = e instanceof java.sql.BatchUpdateException && e.getNextException() != null;
        return batch ? e.getNextException() : e;
    }

    private static boolean passes(SQLException e, String state) {
        return e instanceof SQLTransientException
                || e instanceof SQLRecoverableException
                || e instanceof SQLNonTransientConnectionException
                || state.matches("(08|40|53|55|57|58|HYT|XX).*");
    }

    private static Exception passing(SQLException e, String state) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownHostException unknown) {
                return unknown;
            }
        }
        boolean late = e instanceof SQLTimeoutException || state.equals("57014");
        String shown = state.isEmpty() ? "code " + e.getErrorCode() : "SQLSTATE " + state;
        String what = state.startsWith("08")
                ? "cannot be reached, or broke off"
                : late ? "did not answer in time" : "cannot do it now";
        return new NotNowException("The database " + what + " (" + shown + ").", e);
    }

    private static UnfitEventException unfit(String state) {
        String what = VALUES.getOrDefault(state, "a value that does not fit its column, or breaks a rule of the table");
        return new UnfitEventException("the database takes no row of this event: it holds " + what + " (SQLSTATE "
                + state + "); change the columns of the destination, or the table");
    }

    private static Exception sqlite(SQLiteException e) {
        return switch (e.getErrorCode() & 0xff) {
            case 19, 20 -> unfit(e.getResultCode().name().contains("NOTNULL") ? "23502" : "23000");
            case 1 -> new MisconfiguredException(0, "SQLite takes no such statement: " + e.getMessage());
            case 3, 8, 14, 23 ->
                new MisconfiguredException(
                        0,
                        "The file of the database cannot be opened or written: correct url, or the rights of"
                                + " the file and its folder.");
            case 11, 26 -> new MisconfiguredException(0, "The file of url is no SQLite database, or is damaged.");
            default -> new NotNowException("SQLite cannot do it now (" + e.getResultCode() + ").", e);
        };
    }
}
