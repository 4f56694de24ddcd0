package io.wotnotrelay.log.index;

/**
 * What to look for; whatever is null does not matter.
 *
 * @param conversation the conversation's key, exactly
 * @param type WotNot's type, exactly
 * @param subtype the message type, exactly
 * @param text words that must all occur, in any case; a word that ends in {@code *} is the beginning of one
 * @param receivedFrom epoch milliseconds, included
 * @param receivedTo epoch milliseconds, not included
 * @param occurredFrom epoch milliseconds, included
 * @param occurredTo epoch milliseconds, not included
 * @param after only events past this seq; 0 for all
 * @param before only events below this seq; {@link Long#MAX_VALUE} for all
 * @param limit at most so many, 1 or more
 */
public record EventQuery(
        String conversation,
        String type,
        String subtype,
        String text,
        Long receivedFrom,
        Long receivedTo,
        Long occurredFrom,
        Long occurredTo,
        long after,
        long before,
        int limit) {
    /** Everything, newest first. */
    public static EventQuery all(int limit) {
        return new EventQuery(null, null, null, null, null, null, null, null, 0, Long.MAX_VALUE, limit);
    }

    public EventQuery conversation(String value) {
        return new EventQuery(
                value, type, subtype, text, receivedFrom, receivedTo, occurredFrom, occurredTo, after, before, limit);
    }

    public EventQuery type(String value, String sub) {
        return new EventQuery(
                conversation,
                value,
                sub,
                text,
                receivedFrom,
                receivedTo,
                occurredFrom,
                occurredTo,
                after,
                before,
                limit);
    }

    public EventQuery text(String value) {
        return new EventQuery(
                conversation,
                type,
                subtype,
                value,
                receivedFrom,
                receivedTo,
                occurredFrom,
                occurredTo,
                after,
                before,
                limit);
    }

    public EventQuery received(Long from, Long to) {
        return new EventQuery(
                conversation, type, subtype, text, from, to, occurredFrom, occurredTo, after, before, limit);
    }

    public EventQuery occurred(Long from, Long to) {
        return new EventQuery(
                conversation, type, subtype, text, receivedFrom, receivedTo, from, to, after, before, limit);
    }

    public EventQuery between(long afterSeq, long beforeSeq) {
        return new EventQuery(
                conversation,
                type,
                subtype,
                text,
                receivedFrom,
                receivedTo,
                occurredFrom,
                occurredTo,
                afterSeq,
                beforeSeq,
                limit);
    }
}
