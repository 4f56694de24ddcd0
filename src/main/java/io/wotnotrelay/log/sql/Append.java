package io.wotnotrelay.log.sql;

import io.wotnotrelay.log.Appended;
import io.wotnotrelay.log.NewEvent;
import io.wotnotrelay.log.Receipt;
import java.util.List;

/** The items of one request. */
final class Append extends Command.Awaited<Appended> {
    private final Receipt receipt;
    private final List<NewEvent> items;
    private final int weight;
    private Appended result;

    Append(Receipt receipt, List<NewEvent> items) {
        this.receipt = receipt;
        this.items = items;
        int sum = 128;
        for (NewEvent item : items) {
            sum += 64 + item.raw().length;
        }
        this.weight = sum;
    }

    @Override
    public int weight() {
        return weight;
    }

    @Override
    public boolean takesEvents() {
        return true;
    }

    @Override
    public boolean seesLanes() {
        return false;
    }

    @Override
    public void apply(Commit commit) {
        int stored = 0;
        for (NewEvent item : items) {
            if (commit.add(receipt, item)) {
                stored++;
            }
        }
        int duplicates = items.size() - stored;
        commit.add(new Receipt(
                receipt.id(), receipt.receivedAt(), receipt.outcome(), receipt.cause(), items.size(), duplicates));
        result = new Appended(commit.head(), stored, duplicates);
    }

    @Override
    public Appended result() {
        return result;
    }
}
