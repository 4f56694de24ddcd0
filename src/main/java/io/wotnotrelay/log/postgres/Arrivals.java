package io.wotnotrelay.log.postgres;

import io.wotnotrelay.log.sql.Memory;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What the other replicas have committed since this one looked last: rows of intake, which hold the digests of their
 * events. It is taken into the memory as a whole, after all of it was read.
 */
final class Arrivals {
    /** By which {@link #read} goes. */
    static final String AFTER = "SELECT n, at, head, high, bytes, digests FROM intake WHERE n > ? ORDER BY n";

    private final List<Row> rows = new ArrayList<>();
    private Place place;

    private record Row(long at, byte[] digests) {}

    Arrivals(Place place) {
        this.place = place;
    }

    Arrivals read(ResultSet row) throws SQLException {
        while (row.next()) {
            rows.add(new Row(row.getLong(2), row.getBytes(6)));
            place = new Place(row.getLong(1), row.getLong(3), row.getLong(4), row.getLong(5));
        }
        return this;
    }

    /** Gives where the log is now. */
    Place into(Memory memory) {
        for (Row row : rows) {
            ByteBuffer digests = ByteBuffer.wrap(row.digests());
            while (digests.hasRemaining()) {
                memory.window().add(digests.getLong(), digests.getLong(), row.at());
            }
            memory.window().keep();
        }
        if (place.head() != memory.head()) {
            memory.move(place.head());
        }
        return place;
    }
}
