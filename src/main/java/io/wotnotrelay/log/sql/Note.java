package io.wotnotrelay.log.sql;

import io.wotnotrelay.log.Receipt;

/** A receipt that nobody waits for. */
final class Note extends Command {
    private final Receipt receipt;

    Note(Receipt receipt) {
        this.receipt = receipt;
    }

    @Override
    public boolean seesLanes() {
        return false;
    }

    @Override
    public void apply(Commit commit) {
        commit.add(receipt);
    }
}
