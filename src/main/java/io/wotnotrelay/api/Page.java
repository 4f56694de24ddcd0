package io.wotnotrelay.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * A page of a list.
 *
 * @param next what to give as {@code after} for the next page; null at the end. A page may be shorter than its limit, also empty, and not the last
 * @param indexedTo every event up to this seq can be found by what it holds
 * @param partial whether some events the index has not reached yet were not looked at; null for lists that do not ask the index
 */
record Page<T>(
        List<T> items,
        String next,
        long indexedTo,
        @JsonInclude(JsonInclude.Include.NON_NULL) Boolean partial) {
    static <T> Page<T> of(List<T> items, String next, Rooms rooms) {
        return new Page<>(items, next, rooms.index().indexedTo(), null);
    }
}
