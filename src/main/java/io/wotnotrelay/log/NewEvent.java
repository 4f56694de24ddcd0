package io.wotnotrelay.log;

/**
 * An item of a batch on its way into the log.
 *
 * @param kind {@link io.wotnotrelay.event.Kind#key()}
 * @param digest the first 16 bytes of the SHA-256 of the minified item (and of its receipt's id where the item has no readable timestamp); equal digests are the same event
 * @param raw the item's own bytes, as they came
 */
public record NewEvent(String kind, byte[] digest, byte[] raw) {}
