package io.wotnotrelay.log.sql;

import io.wotnotrelay.log.Receipt;
import java.util.ArrayList;
import java.util.List;

/** The receipts of one commit in one blob, so that a receipt costs about ten bytes and no row. */
public final class IntakePack {
    private static final Receipt.Outcome[] OUTCOMES = Receipt.Outcome.values();

    private final Pack pack = new Pack();
    private final long at;
    private long low = Long.MAX_VALUE;
    private long high = Long.MIN_VALUE;
    private long last;

    public IntakePack(long at) {
        this.at = at;
    }

    public void add(Receipt receipt) {
        low = Math.min(low, receipt.id());
        high = Math.max(high, receipt.id());
        pack.signed(receipt.id() - last).signed(receipt.receivedAt() - at);
        pack.number(receipt.outcome().ordinal() << 1 | (receipt.cause() == null ? 0 : 1));
        if (receipt.cause() != null) {
            pack.text(receipt.cause());
        }
        pack.number(receipt.events()).number(receipt.duplicates());
        last = receipt.id();
    }

    public boolean isEmpty() {
        return pack.size() == 0;
    }

    public long low() {
        return low;
    }

    public long high() {
        return high;
    }

    public byte[] toBytes() {
        return pack.toBytes();
    }

    public static List<Receipt> read(long at, byte[] bytes) {
        Unpack in = new Unpack(bytes);
        List<Receipt> out = new ArrayList<>();
        long id = 0;
        while (in.more()) {
            id += in.signed();
            long receivedAt = at + in.signed();
            int head = (int) in.number();
            String cause = (head & 1) == 1 ? in.text() : null;
            out.add(new Receipt(id, receivedAt, OUTCOMES[head >> 1], cause, (int) in.number(), (int) in.number()));
        }
        return out;
    }
}
