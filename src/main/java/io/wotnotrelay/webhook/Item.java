package io.wotnotrelay.webhook;

import io.wotnotrelay.event.Kind;

/**
 * One item of a batch, as it lies in the request's bytes.
 *
 * @param from index of its first byte
 * @param to index behind its last byte
 * @param kind what it is
 * @param timed whether it has a timestamp that can be read
 * @param compact whether it has no blanks outside of strings
 */
record Item(int from, int to, Kind kind, boolean timed, boolean compact) {
    boolean unparsable() {
        // WotNot may have a type of that name one day: it is kept and read like one of ours
        return kind.type().equals(Kind.UNPARSABLE_TYPE);
    }
}
