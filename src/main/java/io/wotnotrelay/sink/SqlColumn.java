package io.wotnotrelay.sink;

import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Calendar;
import java.util.Set;
import java.util.TimeZone;

/**
 * A column of a table as the database describes it.
 *
 * @param name as the table spells it
 * @param type of {@link Types}
 * @param size in characters; 0 where none is said
 */
record SqlColumn(String name, int type, int size) {
    private static final Set<Integer> TEXTS = Set.of(
            Types.CHAR,
            Types.VARCHAR,
            Types.LONGVARCHAR,
            Types.NCHAR,
            Types.NVARCHAR,
            Types.LONGNVARCHAR,
            Types.CLOB,
            Types.NCLOB);

    private static final Set<Integer> TIMES = Set.of(Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE);

    private boolean textual() {
        return TEXTS.contains(type);
    }

    /** Binds what a template answered: null, a text, a number, a truth or a time. */
    void bind(PreparedStatement statement, int index, Object value, SqlDialect dialect) throws SQLException {
        if (value == null || !textual() && value.toString().isBlank()) {
            statement.setNull(index, type);
        } else if (dialect.untyped() || textual()) {
            statement.setString(index, text(value, dialect));
        } else if (value instanceof Number number) {
            statement.setBigDecimal(index, decimal(number));
        } else if (value instanceof Boolean truth) {
            statement.setBoolean(index, truth);
        } else if (value instanceof Instant time && TIMES.contains(type)) {
            Calendar utc = Calendar.getInstance(TimeZone.getTimeZone(ZoneOffset.UTC));
            statement.setTimestamp(index, Timestamp.from(time), utc);
        } else {
            statement.setString(index, text(value, dialect));
        }
    }

    private static BigDecimal decimal(Number number) {
        try {
            return new BigDecimal(number.toString());
        } catch (NumberFormatException e) {
            throw new UnfitEventException("sql-table-sink has no number to write: the event holds one without an end");
        }
    }

    private String text(Object value, SqlDialect dialect) {
        if (dialect == SqlDialect.SQLITE && value instanceof Boolean truth && !textual()) {
            return truth ? "1" : "0";
        }
        boolean limited = textual() && dialect.limits() && size > 0;
        return Cell.text(value.toString(), limited ? size : Integer.MAX_VALUE);
    }
}
