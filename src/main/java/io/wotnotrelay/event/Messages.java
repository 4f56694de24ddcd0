package io.wotnotrelay.event;

import java.util.Map;

/** Reads the messages of a conversation, by the type of the message. */
final class Messages {
    /** A reader of one message type's payload. */
    @FunctionalInterface
    private interface Reader {
        String read(Fields body, Draft draft);
    }

    private static final Map<String, Reader> READERS = Map.ofEntries(
            Map.entry("button", (body, draft) -> Questions.choices(body)),
            Map.entry("list", (body, draft) -> Questions.list(body)),
            Map.entry("carousel", (body, draft) -> Questions.carousel(body)),
            Map.entry("slider", (body, draft) -> Questions.slider(body)),
            Map.entry("form", (body, draft) -> Questions.form(body)),
            Map.entry("appointment_booking", (body, draft) -> Questions.booking(body)),
            Map.entry("javascript", (body, draft) -> Questions.javascript(body)),
            Map.entry("form.response", Answers::form),
            Map.entry("calendly.response", (body, draft) -> Answers.calendly(draft)),
            Map.entry("javascript.response", (body, draft) -> Variables.told(draft.variables)),
            Map.entry("appointment_booking.response", Answers::booking),
            Map.entry("file_upload.response", Answers::upload));

    private Messages() {}

    static String read(Fields payload, Draft draft) {
        Object message = payload.find("message");
        if (!(message instanceof Fields whole)) {
            return Line.first(Fields.scalar(message), Payloads.unknown(payload, draft));
        }
        String type = whole.text("type");
        Fields body = Fields.of(whole.find("payload"));
        Variables.read(body, draft.variables);
        Reader reader = type == null ? null : READERS.get(type);
        String said = reader == null ? null : reader.read(body, draft);
        return said == null ? anything(type, whole, body, draft) : said;
    }

    /** Text, a file, or the best line of a message nobody has documented. */
    private static String anything(String type, Fields whole, Fields body, Draft draft) {
        if (body.text("link") != null || body.text("file_name") != null) {
            return file(type, body, draft);
        }
        return Line.first(whole.text("text"), Payloads.unknown(body, draft), Payloads.unknown(whole, draft));
    }

    /** {@code [image] name}, and the file becomes the attachment. */
    static String file(String type, Fields file, Draft draft) {
        draft.attach(file);
        return Line.join(
                " ", type == null ? "[file]" : "[" + type + "]", Line.first(file.text("file_name"), file.text("link")));
    }
}
