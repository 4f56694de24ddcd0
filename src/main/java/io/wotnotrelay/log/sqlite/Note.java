package io.wotnotrelay.log.sqlite;

import io.wotnotrelay.log.Receipt;

/** A receipt that nobody waits for. */
final class Note extends Command {
    private final Receipt receipt;

    Note(Receipt receipt) {
        this.receipt = receipt;
    }

    @Override
    void apply(Commit commit) {
        commit.add(receipt);
    }
}
