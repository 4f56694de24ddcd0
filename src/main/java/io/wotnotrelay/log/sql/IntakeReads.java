package io.wotnotrelay.log.sql;

import io.wotnotrelay.log.Receipt;
import java.nio.ByteBuffer;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Reads what commits took in: the head, the digests, the receipts. */
public final class IntakeReads {
    /** Receipts are numbered when a request begins and written when it is whole: they mix within this time. */
    private static final long DISORDER = 2 * 60_000L << 20;

    private static final int ROWS = 256;

    private IntakeReads() {}

    public static long head(Session session) throws SQLException {
        return number(session, "SELECT head FROM intake ORDER BY n DESC LIMIT 1", 0);
    }

    /** Fills the window with the digests of commits past this head, oldest first. */
    public static void digests(Session session, DigestWindow window, long after) throws SQLException {
        long from = firstRow(session, "head", after + 1);
        try (PreparedStatement select = session.prepare("SELECT at, digests FROM intake WHERE n >= ? ORDER BY n")) {
            select.setLong(1, from);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    long at = row.getLong(1);
                    ByteBuffer digests = ByteBuffer.wrap(row.getBytes(2));
                    while (digests.hasRemaining()) {
                        window.add(digests.getLong(), digests.getLong(), at);
                    }
                    window.keep();
                }
            }
        }
    }

    /** The latest receipts below this number, newest first. */
    public static List<Receipt> receipts(Session session, long before, int most) throws SQLException {
        long limit = before > Long.MAX_VALUE - DISORDER ? Long.MAX_VALUE : before + DISORDER;
        long from = firstRow(session, "high", limit);
        List<Receipt> out = new ArrayList<>();
        while (from > 0) {
            long high = page(session, from, before, out);
            out.sort(Comparator.comparingLong(Receipt::id).reversed());
            if (out.size() > most) {
                out.subList(most, out.size()).clear();
            }
            boolean enough =
                    out.size() == most && (most == 0 || high < out.get(most - 1).id());
            if (enough || high < 0) {
                break;
            }
            from -= ROWS;
        }
        return out;
    }

    /** Adds the receipts of one page of rows, and gives the largest number of any row before it; -1 where there is none. */
    private static long page(Session session, long from, long before, List<Receipt> out) throws SQLException {
        try (PreparedStatement select =
                session.prepare("SELECT at, receipts FROM intake WHERE n > ? AND n <= ? AND low < ?")) {
            select.setLong(1, from - ROWS);
            select.setLong(2, from);
            select.setLong(3, before);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    for (Receipt receipt : IntakePack.read(row.getLong(1), row.getBytes(2))) {
                        if (receipt.id() < before) {
                            out.add(receipt);
                        }
                    }
                }
            }
        }
        return number(session, "SELECT high FROM intake WHERE n <= ? ORDER BY n DESC LIMIT 1", -1, from - ROWS);
    }

    /** The first row in which this never falling column reaches the value; the last row where none does, 0 where none is. */
    private static long firstRow(Session session, String column, long value) throws SQLException {
        long low = number(session, "SELECT n FROM intake ORDER BY n LIMIT 1", 0);
        long high = number(session, "SELECT n FROM intake ORDER BY n DESC LIMIT 1", 0);
        String at = "SELECT " + column + " FROM intake WHERE n <= ? ORDER BY n DESC LIMIT 1";
        while (low < high) {
            long middle = low + (high - low) / 2;
            if (number(session, at, 0, middle) >= value) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private static long number(Session session, String sql, long otherwise, long... values) throws SQLException {
        try (PreparedStatement select = session.prepare(sql)) {
            for (int i = 0; i < values.length; i++) {
                select.setLong(i + 1, values[i]);
            }
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getLong(1) : otherwise;
            }
        }
    }
}
