package io.wotnotrelay.log.sql;

import io.wotnotrelay.log.NewEvent;
import io.wotnotrelay.log.Receipt;
import io.wotnotrelay.log.Settlement;
import io.wotnotrelay.log.StoredEvent;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What one transaction gathers before it is written. */
public final class Commit {
    public final Statements sql;
    private final LaneStates lanes;
    private final long at;
    private final DigestWindow window;
    private final IntakePack intake;
    private final List<StoredEvent> events = new ArrayList<>();
    private final Map<Integer, List<Settlement>> settlements = new LinkedHashMap<>();
    private final Map<Integer, Optional<LaneStates.State>> changed = new LinkedHashMap<>();
    private long head;
    private long own;
    private long duplicates;
    private long bytes;

    public Commit(Statements sql, Memory memory, long at) {
        this.sql = sql;
        this.lanes = memory.lanes();
        this.window = memory.window();
        this.head = memory.head();
        this.at = at;
        this.intake = new IntakePack(at);
    }

    public long at() {
        return at;
    }

    /** The last seq, with what this commit has added so far. */
    public long head() {
        return head;
    }

    public List<StoredEvent> events() {
        return events;
    }

    /** How many events came in requests: all but the relay's own. */
    public long received() {
        return events.size() - own;
    }

    public long duplicates() {
        return duplicates;
    }

    /** Bytes of the events added. */
    public long bytes() {
        return bytes;
    }

    /** Adds an item unless the window has it; says whether it did. */
    public boolean add(Receipt receipt, NewEvent item) {
        byte[] digest = item.digest();
        ByteBuffer halves = ByteBuffer.wrap(digest);
        if (!window.add(halves.getLong(), halves.getLong(), at)) {
            duplicates++;
            return false;
        }
        head++;
        own += receipt.own() ? 1 : 0;
        bytes += item.raw().length;
        events.add(new StoredEvent(head, receipt.receivedAt(), receipt.id(), item.kind(), digest, item.raw()));
        return true;
    }

    public void add(Receipt receipt) {
        intake.add(receipt);
    }

    public void add(Settlement settlement) {
        settlements.computeIfAbsent(settlement.lane(), l -> new ArrayList<>()).add(settlement);
    }

    /** A lane as this commit leaves it; null where there is none. */
    public LaneStates.State lane(int id) {
        Optional<LaneStates.State> here = changed.get(id);
        return here == null ? lanes.get(id) : here.orElse(null);
    }

    /** The same, for a command that cannot do without. */
    public LaneStates.State requireLane(int id) {
        LaneStates.State state = lane(id);
        if (state == null) {
            throw new IllegalArgumentException("There is no lane with the number " + id + " in this log.");
        }
        return state;
    }

    /** The lane of this name as this commit leaves it; null where there is none. */
    public LaneStates.State lane(String name) {
        for (Optional<LaneStates.State> state : changed.values()) {
            if (state.isPresent() && state.get().record().name().equals(name)) {
                return state.get();
            }
        }
        LaneStates.State before = lanes.named(name);
        return before == null || changed.containsKey(before.record().id()) ? null : before;
    }

    public void put(LaneStates.State lane) {
        changed.put(lane.record().id(), Optional.of(lane));
    }

    public void remove(int lane) {
        changed.put(lane, Optional.empty());
    }

    /** Writes what was gathered; the transaction is still open afterwards. */
    public void write() throws SQLException {
        if (!events.isEmpty()) {
            sql.events(events);
        }
        if (!intake.isEmpty()) {
            sql.intake(at, head, intake, digests(), bytes);
        }
        for (Map.Entry<Integer, List<Settlement>> entry : settlements.entrySet()) {
            LaneStates.State state = lane(entry.getKey());
            if (state != null) {
                put(sql.lanes.settle(state, entry.getValue(), at));
            }
        }
    }

    /** Makes the lanes in memory what they are on disk now. */
    public void committed() {
        changed.forEach((id, state) -> state.ifPresentOrElse(lanes::put, () -> lanes.remove(id)));
    }

    private byte[] digests() {
        byte[] out = new byte[16 * events.size()];
        int at = 0;
        for (StoredEvent event : events) {
            System.arraycopy(event.digest(), 0, out, at, 16);
            at += 16;
        }
        return out;
    }
}
