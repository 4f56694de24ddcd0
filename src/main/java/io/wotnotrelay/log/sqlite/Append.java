package io.wotnotrelay.log.sqlite;

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
    int weight() {
        return weight;
    }

    @Override
    boolean takesEvents() {
        return true;
    }

    @Override
    void apply(Commit commit) {
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
    Appended result() {
        return result;
    }
}
