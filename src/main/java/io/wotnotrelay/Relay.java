package io.wotnotrelay;

/** Starts the relay. */
public final class Relay {
    private Relay() {}

    public static void main(String[] args) {}
}
