package io.wotnotrelay.log.postgres;

import io.wotnotrelay.log.copy.Column;
import io.wotnotrelay.log.copy.Table;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;

/** Adds rows by COPY in its binary format (PostgreSQL documentation, COPY, "File Formats"). */
final class BinaryCopy {
    private static final byte[] SIGNATURE = "PGCOPY\n\u00ff\r\n\0".getBytes(StandardCharsets.ISO_8859_1);

    private final CopyManager copies;
    private ByteBuffer buffer = ByteBuffer.allocate(1 << 20);

    BinaryCopy(Connection connection) throws SQLException {
        copies = connection.unwrap(PGConnection.class).getCopyAPI();
    }

    /** All of them, or none. */
    void write(Table table, List<Object[]> rows) throws SQLException {
        CopyIn in = copies.copyIn("COPY " + table.name() + " (" + table.names() + ") FROM STDIN (FORMAT binary)");
        try {
            buffer.clear();
            room(in, SIGNATURE.length + 8).put(SIGNATURE).putInt(0).putInt(0);
            for (Object[] row : rows) {
                room(in, 2).putShort((short) row.length);
                for (int i = 0; i < row.length; i++) {
                    field(in, table.columns().get(i).kind(), row[i]);
                }
            }
            room(in, 2).putShort((short) -1);
            flush(in);
            in.endCopy();
        } finally {
            if (in.isActive()) {
                in.cancelCopy();
            }
        }
    }

    private void field(CopyIn in, Column.Kind kind, Object value) throws SQLException {
        if (value == null) {
            room(in, 4).putInt(-1);
            return;
        }
        switch (kind) {
            case LONG -> room(in, 12).putInt(8).putLong((Long) value);
            case INT -> room(in, 8).putInt(4).putInt(Math.toIntExact((Long) value));
            case NAME -> bytes(in, ((String) value).getBytes(StandardCharsets.UTF_8));
            case TEXT -> bytes(in, PostgresTexts.escape((String) value).getBytes(StandardCharsets.UTF_8));
            case BYTES -> bytes(in, (byte[]) value);
        }
    }

    private void bytes(CopyIn in, byte[] bytes) throws SQLException {
        room(in, 4 + bytes.length).putInt(bytes.length).put(bytes);
    }

    private ByteBuffer room(CopyIn in, int bytes) throws SQLException {
        if (buffer.remaining() < bytes) {
            flush(in);
            if (buffer.capacity() < bytes) {
                buffer = ByteBuffer.allocate(bytes);
            }
        }
        return buffer;
    }

    private void flush(CopyIn in) throws SQLException {
        in.writeToCopy(buffer.array(), 0, buffer.position());
        buffer.clear();
    }
}
