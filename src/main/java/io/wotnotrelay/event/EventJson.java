package io.wotnotrelay.event;

final class EventJson {
    private EventJson() {}

    static String write(Event event) {
        throw new UnsupportedOperationException("EventJson");
    }
}
