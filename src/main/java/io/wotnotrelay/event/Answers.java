package io.wotnotrelay.event;

import java.util.ArrayList;
import java.util.List;

/** What a visitor answered; each in a line, null where nothing readable is there. */
final class Answers {
    private Answers() {}

    /** Answers of a form are variables; those of type email and phone are the visitor's. */
    static String form(Fields body, Draft draft) {
        List<String> told = new ArrayList<>();
        for (Object one : body.list("fields")) {
            if (one instanceof Fields field) {
                told.add(answer(field, draft));
            }
        }
        return Line.join("; ", told.toArray(String[]::new));
    }

    private static String answer(Fields field, Draft draft) {
        Object value = Variables.value(field.find("value"));
        String variable = field.text("variable");
        String name = Line.first(variable == null ? null : Variables.name(variable), field.text("label"));
        if (name != null) {
            draft.variables.put(name, value);
        }
        String type = field.text("type");
        if ("email".equals(type)) {
            draft.email = Line.first(Fields.scalar(value), draft.email);
        } else if ("phone".equals(type)) {
            draft.phone = Line.first(Fields.scalar(value), draft.phone);
        }
        String question = Line.first(field.text("label"), name);
        return question == null ? Line.show(value) : Variables.answer(question, value);
    }

    static String calendly(Draft draft) {
        boolean scheduled = !"false".equalsIgnoreCase(draft.variable("is_calendly_event_scheduled"));
        return Line.join(
                ": ",
                scheduled ? "Calendly event scheduled" : "Calendly event not scheduled",
                draft.variable("calendly_event"));
    }

    static String booking(Fields body, Draft draft) {
        String outcome = "";
        if ("true".equalsIgnoreCase(body.text("is_booking_failed"))) {
            outcome = " failed";
        } else if ("true".equalsIgnoreCase(body.text("is_booking_confirmed"))) {
            outcome = " confirmed";
        }
        String when = Line.join(
                " ",
                draft.variable("param__gcal_selected_slot_date"),
                draft.variable("param__gcal_selected_slot_time"));
        return Line.join(": ", "Booking" + outcome, Line.join(", ", body.text("event_name"), when));
    }

    /** One file, or a list of them; the first is the attachment. */
    static String upload(Fields body, Draft draft) {
        Object inner = body.find("payload");
        List<?> files = inner instanceof List<?> list ? list : List.of(inner instanceof Fields ? inner : body);
        List<String> told = new ArrayList<>();
        for (Object file : files) {
            if (file instanceof Fields f && Line.first(f.text("link"), f.text("file_name")) != null) {
                told.add(Messages.file(body.text("type"), f, draft));
            }
        }
        return Line.join(", ", told.toArray(String[]::new));
    }
}
