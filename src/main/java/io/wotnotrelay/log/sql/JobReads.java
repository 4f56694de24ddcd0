package io.wotnotrelay.log.sql;

import io.wotnotrelay.log.Job;
import io.wotnotrelay.log.SeqSet;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads jobs. */
final class JobReads {
    static final String COLUMNS = "id, lane, kind, asked, again, named, runs, per_millis, up_to, mark, matched, state,"
            + " cause, position, delivered, skipped, filtered, failed, expired, hastened, open, created_at,"
            + " started_at, ended_at";

    private JobReads() {}

    static List<Job> list(Session session, String which, Object... values) throws SQLException {
        List<Job> out = new ArrayList<>();
        try (PreparedStatement select = session.prepare("SELECT " + COLUMNS + " FROM job WHERE " + which)) {
            Sql.fill(select, values);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    out.add(read(row, session.texts()));
                }
            }
        }
        return out;
    }

    static SeqSet events(Session session, long job) throws SQLException {
        try (PreparedStatement select = session.prepare("SELECT seqs FROM job_event WHERE job = ?")) {
            select.setLong(1, job);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? SeqSet.of(row.getBytes(1)) : new SeqSet();
            }
        }
    }

    static Job read(ResultSet row, Texts texts) throws SQLException {
        return new Job(
                row.getLong(1),
                row.getInt(2),
                new Job.Order(
                        Job.Kind.valueOf(row.getString(3)),
                        texts.get(row, 4),
                        row.getInt(5) != 0,
                        row.getInt(6) != 0,
                        row.getInt(7),
                        row.getLong(8),
                        row.getLong(9),
                        row.getLong(10)),
                row.getLong(11),
                Job.State.valueOf(row.getString(12)),
                texts.get(row, 13),
                progress(row),
                row.getLong(22),
                row.getLong(23),
                row.getLong(24));
    }

    private static Job.Progress progress(ResultSet row) throws SQLException {
        return new Job.Progress(
                row.getLong(14),
                row.getLong(15),
                row.getLong(16),
                row.getLong(17),
                row.getLong(18),
                row.getLong(19),
                row.getLong(20),
                unpack(row.getBytes(21)));
    }

    static byte[] pack(List<Job.Open> open) {
        Pack pack = new Pack();
        long last = 0;
        for (Job.Open one : open) {
            pack.signed(one.seq() - last).number(one.attempts()).number(one.dueAt());
            pack.number(one.runMillis());
            last = one.seq();
        }
        return pack.toBytes();
    }

    private static List<Job.Open> unpack(byte[] bytes) {
        List<Job.Open> out = new ArrayList<>();
        Unpack in = new Unpack(bytes == null ? new byte[0] : bytes);
        long seq = 0;
        while (in.more()) {
            seq += in.signed();
            out.add(new Job.Open(seq, (int) in.number(), in.number(), in.number()));
        }
        return out;
    }
}
