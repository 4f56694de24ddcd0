package io.wotnotrelay.log.sqlite;

import io.wotnotrelay.log.LaneRecord;
import io.wotnotrelay.log.Parked;
import io.wotnotrelay.log.sql.LaneReads;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;

/** What a lane of a backup had still to deliver, and how much of that was delivered since. Dead letters are not tried again. */
final class Unsettled {
    private final long cursor;
    private final BitSet waiting = new BitSet();
    private final Set<Long> parked = new HashSet<>();
    private long repeats;

    Unsettled(Connection backup, LaneRecord lane, long head) throws SQLException {
        cursor = lane.cursor();
        waiting.set(0, Math.toIntExact(Math.min(Integer.MAX_VALUE - 1, head - cursor)));
        for (long seq : LaneReads.settledPast(SqliteTexts.on(backup), lane)) {
            waiting.clear(place(seq));
        }
        for (Parked row : LaneReads.parked(SqliteTexts.on(backup), lane.id())) {
            parked.add(row.seq());
        }
    }

    /** An event that was delivered after the backup; a second time makes no difference. */
    void delivered(long seq) {
        boolean wasWaiting = seq > cursor && seq - cursor < Integer.MAX_VALUE && waiting.get(place(seq));
        if (wasWaiting) {
            waiting.clear(place(seq));
        }
        if (parked.remove(seq) || wasWaiting) {
            repeats++;
        }
    }

    long repeats() {
        return repeats;
    }

    private int place(long seq) {
        return (int) (seq - cursor - 1);
    }
}
