package io.wotnotrelay.event;

/**
 * A JSON number that is not a plain integer a {@code long} holds, kept as the text it came as: {@code 1.10} prints as
 * {@code 1.10}, and {@code 1e999999999} never becomes a number of a billion digits.
 *
 * <p>Plain integers are {@link Integer} or {@link Long}, which print as they came.
 */
public final class JsonNumber extends Number implements Comparable<JsonNumber> {
    private static final long serialVersionUID = 1L;

    private static final String LARGEST_LONG = Long.toString(Long.MAX_VALUE);

    /** Up to here a double holds every whole number. */
    private static final long EXACT = 1L << 53;

    private final String text;

    private JsonNumber(String text) {
        this.text = text;
    }

    /** The number of this JSON text, which must be valid: an {@link Integer}, a {@link Long}, or else a {@link JsonNumber}. */
    static Number of(String text) {
        if (!plain(text)) {
            return new JsonNumber(text);
        }
        long value = Long.parseLong(text);
        if (value == (int) value) {
            return (int) value;
        }
        return value;
    }

    private static boolean plain(String text) {
        int first = text.charAt(0) == '-' ? 1 : 0;
        int digits = text.length() - first;
        boolean long19 =
                digits == LARGEST_LONG.length() && text.substring(first).compareTo(LARGEST_LONG) <= 0;
        if (text.equals("-0") || digits >= LARGEST_LONG.length() && !long19) {
            return false;
        }
        for (int i = first; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    /** Whether its value is a whole number of at most this size, and exactly known. */
    boolean whole(long most) {
        double value = doubleValue();
        return value == Math.rint(value) && Math.abs(value) <= Math.min(most, EXACT);
    }

    @Override
    public int intValue() {
        return (int) doubleValue();
    }

    @Override
    public long longValue() {
        return (long) doubleValue();
    }

    @Override
    public float floatValue() {
        return (float) doubleValue();
    }

    /** The nearest double; infinite for what is too large. */
    @Override
    public double doubleValue() {
        return Double.parseDouble(text);
    }

    @Override
    public int compareTo(JsonNumber other) {
        int byValue = Double.compare(doubleValue(), other.doubleValue());
        return byValue != 0 ? byValue : text.compareTo(other.text);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JsonNumber n && n.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The number as it came. */
    @Override
    public String toString() {
        return text;
    }
}
