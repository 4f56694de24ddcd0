package io.wotnotrelay.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An event of each documented kind, made up: those of WotNot's page, and those the relay makes itself. */
public final class SampleEvents {
    /** The documented payloads of WotNot; each is a request {@code /samples/<name>.json} of one event. */
    public static final List<String> NAMES = List.of(
            "conversation_create",
            "message.text",
            "message.button",
            "message.button.response",
            "message.list",
            "message.form",
            "message.form.response",
            "message.slider",
            "message.slider.response",
            "message.calendar",
            "message.carousel",
            "message.image",
            "message.audio",
            "message.video",
            "message.document",
            "message.file_upload",
            "message.file_upload.response",
            "message.appointment_booking",
            "message.appointment_booking.response",
            "message.calendly.response",
            "message.javascript",
            "message.javascript.response",
            "variables.text",
            "variables.number",
            "conversation_labels",
            "assignee_change",
            "note",
            "status");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MESSAGE = "message.";

    private SampleEvents() {}

    /**
     * One item.
     *
     * @param raw its bytes, as they would stand in a request
     */
    public record Sample(String name, Kind kind, byte[] raw) {}

    /** All of them, WotNot's first. */
    public static List<Sample> all() {
        return java.util.stream.Stream.concat(
                        NAMES.stream(), OwnKinds.all().stream().map(KnownKinds.KnownKind::name))
                .flatMap(name -> find(name).stream())
                .toList();
    }

    /** The one of this name. */
    public static Optional<Sample> find(String name) {
        if (NAMES.contains(name)) {
            return Optional.of(new Sample(name, kind(name), item(name)));
        }
        return OwnKinds.all().stream()
                .filter(own -> own.name().equals(name))
                .findFirst()
                .map(SampleEvents::own);
    }

    /** The documented bytes of a request. */
    public static byte[] request(String name) {
        try (InputStream in = SampleEvents.class.getResourceAsStream("/samples/" + name + ".json")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] item(String name) {
        try {
            JsonNode request = JSON.readTree(request(name));
            return request.path("events").path(0).toString().getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Kind kind(String name) {
        if (name.startsWith(MESSAGE)) {
            return new Kind(Event.WOTNOT, "message", name.substring(MESSAGE.length()));
        }
        return new Kind(Event.WOTNOT, name.replaceFirst("\\..*", ""), null);
    }

    private static Sample own(KnownKinds.KnownKind kind) {
        Map<String, Object> facts =
                Map.of("destination", "example", "cause", "An example of what happened.", "count", 1);
        String text = "An example: " + kind.description() + ".";
        return new Sample(
                kind.name(),
                new Kind(Event.RELAY, kind.name(), null),
                OwnEvents.item(kind.name(), Instant.now(), text, facts));
    }
}
