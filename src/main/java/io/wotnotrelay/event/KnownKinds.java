package io.wotnotrelay.event;

import io.wotnotrelay.config.EditDistance;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The kinds of events WotNot documents, and {@code unparsable}. WotNot may add types without telling, so a name that is
 * not here can still be right; {@link #nearest} is for a hint.
 */
public final class KnownKinds {
    /**
     * @param name as it stands in {@code events}
     * @param description what happened, in a line
     */
    public record KnownKind(String name, String description) {}

    private static final List<KnownKind> ALL = List.of(
            kind("conversation_create", "a visitor began a conversation"),
            kind("message", "any message, of the visitor, the bot or an agent"),
            kind("message.text", "a text"),
            kind("message.image", "an image"),
            kind("message.video", "a video"),
            kind("message.audio", "a sound"),
            kind("message.document", "a document"),
            kind("message.button", "the bot offered buttons"),
            kind("message.button.response", "the visitor chose a button"),
            kind("message.list", "the bot offered a list"),
            kind("message.carousel", "the bot showed a carousel"),
            kind("message.form", "the bot asked to fill in a form"),
            kind("message.form.response", "the visitor filled in a form"),
            kind("message.calendar", "the bot asked for a date"),
            kind("message.calendly.response", "the visitor used Calendly"),
            kind("message.slider", "the bot asked for a value on a slider"),
            kind("message.slider.response", "the visitor chose a value on a slider"),
            kind("message.file_upload", "the bot asked for a file"),
            kind("message.file_upload.response", "the visitor uploaded a file"),
            kind("message.appointment_booking", "the bot offered an appointment"),
            kind("message.appointment_booking.response", "the visitor booked an appointment"),
            kind("message.javascript", "the bot ran a script in the visitor's browser"),
            kind("message.javascript.response", "the script answered"),
            kind("assignee_change", "the conversation was assigned to someone else"),
            kind("status", "the conversation was closed or opened again"),
            kind("conversation_labels", "labels were added or deleted"),
            kind("variables", "variables were changed by hand"),
            kind("note", "an agent wrote a note"),
            kind(Kind.UNPARSABLE_TYPE, "what WotNot sent could not be understood; kept byte for byte"));

    private KnownKinds() {}

    /** All of them, in the order in which they are explained. */
    public static List<KnownKind> all() {
        return ALL;
    }

    /** The documented name that was most likely meant by a name that is none; empty for one that is, and for a stranger. */
    public static Optional<String> nearest(String name) {
        if (known(name)) {
            return Optional.empty();
        }
        String wanted = plain(name);
        int most = Math.max(1, Math.min(3, wanted.length() / 3));
        return Stream.concat(ALL.stream(), OwnKinds.all().stream())
                .map(KnownKind::name)
                .filter(k -> EditDistance.of(wanted, plain(k)) <= most)
                .min(Comparator.comparingInt(k -> EditDistance.of(wanted, plain(k))));
    }

    /** All that are documented, those of the relay's own included. */
    static Stream<Kind> kinds() {
        return Stream.concat(
                ALL.stream().map(known -> kind(known.name())),
                OwnKinds.all().stream().map(own -> new Kind(Event.RELAY, own.name(), null)));
    }

    private static Kind kind(String name) {
        String message = "message.";
        return name.startsWith(message)
                ? new Kind(Event.WOTNOT, "message", name.substring(message.length()))
                : new Kind(Event.WOTNOT, name, null);
    }

    static boolean known(String name) {
        return Stream.concat(ALL.stream(), OwnKinds.all().stream())
                .anyMatch(k -> k.name().equals(name));
    }

    /** What people confuse made equal: case, and how words are joined; and {@code message.} may be left out. */
    private static String plain(String name) {
        String joined = name.toLowerCase(Locale.ROOT).replace('-', '_').replace(' ', '_');
        return joined.startsWith("message.") && joined.length() > 8 ? joined.substring(8) : joined;
    }

    private static KnownKind kind(String name, String description) {
        return new KnownKind(name, description);
    }
}
