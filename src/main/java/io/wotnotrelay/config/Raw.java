package io.wotnotrelay.config;

/**
 * A value as somebody wrote it.
 *
 * @param key the key it is for
 * @param value without blanks around it
 * @param place the start of a sentence about it, such as {@code application.properties:12: relay.data}
 */
record Raw(String key, String value, String place) {
    /** How to show the value in a sentence. */
    String shown() {
        return "\"" + OneLine.of(value, 100) + "\"";
    }
}
