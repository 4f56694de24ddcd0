package io.wotnotrelay.event;

/** Which events a destination gets: the {@code events} and {@code except} options of {@code wotnot:}. */
public final class Subscription {
    private Subscription() {}

    /**
     * @param events comma-separated patterns: {@code all}, {@code message}, {@code message.form}, {@code message.*.response}, {@code relay.*} …
     * @param except the same, taken away; null or blank for none
     * @throws IllegalArgumentException with a sentence that names the pattern that makes no sense
     */
    public static Subscription of(String events, String except) {
        throw new UnsupportedOperationException("Subscription");
    }

    /** Whether an event of this kind ({@link Kind#key()}) is wanted. Fast: answers are remembered, boundedly. */
    public boolean matches(String kindKey) {
        throw new UnsupportedOperationException("Subscription");
    }
}
