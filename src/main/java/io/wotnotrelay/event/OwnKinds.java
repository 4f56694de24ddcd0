package io.wotnotrelay.event;

import io.wotnotrelay.event.KnownKinds.KnownKind;
import java.util.List;
import java.util.stream.Collectors;

/** The kinds of events the relay itself makes: how it fares, for those whose destination names them. */
public final class OwnKinds {
    /** What all of them begin with; nothing that WotNot sends is matched by a name that begins so. */
    public static final String PREFIX = "relay.";

    /** A destination is held, broken, or has been left alone for long. */
    public static final String DESTINATION_HELD = "relay.destination_held";
    /** It delivers again. */
    public static final String DESTINATION_RECOVERED = "relay.destination_recovered";
    /** Deliveries were given up on, or are about to be. */
    public static final String DEAD_LETTER = "relay.dead_letter";
    /** Events that a destination has not got will be let go, or were. */
    public static final String RETENTION_WARNING = "relay.retention_warning";
    /** The disk fills up, or the log takes no events. */
    public static final String STORE_LOW = "relay.store_low";
    /** WotNot has sent nothing for long. */
    public static final String SILENCE = "relay.silence";
    /** WotNot sent something that it does not document, for the first time. */
    public static final String UNKNOWN_TYPE = "relay.unknown_type";

    private static final List<KnownKind> ALL = List.of(
            new KnownKind(DESTINATION_HELD, "a destination is held, broken, or has been failing for long"),
            new KnownKind(DESTINATION_RECOVERED, "it delivers again"),
            new KnownKind(DEAD_LETTER, "deliveries were given up on, or soon will be"),
            new KnownKind(RETENTION_WARNING, "what a destination has not got will expire, or has"),
            new KnownKind(STORE_LOW, "the disk fills up, or events cannot be stored"),
            new KnownKind(SILENCE, "WotNot has sent nothing for long"),
            new KnownKind(UNKNOWN_TYPE, "WotNot sent a type or a field that it does not document"));

    private OwnKinds() {}

    /** All of them, in the order in which they are explained. */
    public static List<KnownKind> all() {
        return ALL;
    }

    /** Their names, for a sentence. */
    public static String names() {
        return ALL.stream().map(KnownKind::name).collect(Collectors.joining(", "));
    }
}
