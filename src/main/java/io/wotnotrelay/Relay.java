package io.wotnotrelay;

import io.wotnotrelay.cli.Cli;

/** WotNot Relay: {@code bin/relay} starts here. */
public final class Relay {
    private Relay() {}

    public static void main(String[] args) {
        Cli.main(args);
    }
}
