package io.wotnotrelay.event;

/**
 * What a subscription matches: who made the event, its type and, for messages, the type of the message.
 *
 * @param source {@link Event#WOTNOT} or {@link Event#RELAY}
 * @param type WotNot's type, such as {@code message} or {@code status}; {@value #UNPARSABLE_TYPE} for an item that could not be understood
 * @param subtype the message type, such as {@code form.response}; null for everything but messages
 */
public record Kind(String source, String type, String subtype) {
    /** The type of an item kept byte for byte because it could not be understood. */
    public static final String UNPARSABLE_TYPE = "unparsable";

    /** Of every item kept byte for byte because it could not be understood. */
    public static final Kind UNPARSABLE = new Kind(Event.WOTNOT, UNPARSABLE_TYPE, null);

    /** The most characters of a type or a subtype that take part in matching. */
    public static final int LONGEST = 200;

    private static final char SEPARATOR = '\u001f';

    /** As one text for the log: distinct for distinct kinds, at most {@link #LONGEST} characters a part. */
    public String key() {
        String tail = subtype == null ? "" : SEPARATOR + part(subtype);
        return (Event.RELAY.equals(source) ? SEPARATOR : "") + part(type) + tail;
    }

    /** The kind whose {@link #key()} this is. */
    public static Kind of(String key) {
        String source = isOwn(key) ? Event.RELAY : Event.WOTNOT;
        String rest = source.equals(Event.RELAY) ? key.substring(1) : key;
        int at = rest.indexOf(SEPARATOR);
        return at < 0 ? new Kind(source, rest, null) : new Kind(source, rest.substring(0, at), rest.substring(at + 1));
    }

    /** Whether this {@link #key()} is of an event the relay made itself. No item of a request gets such a key. */
    public static boolean isOwn(String key) {
        return key.indexOf(SEPARATOR) == 0;
    }

    private static String part(String s) {
        String whole = s.replace(SEPARATOR, '\ufffd');
        return whole.length() <= LONGEST ? whole : whole.substring(0, LONGEST);
    }
}
