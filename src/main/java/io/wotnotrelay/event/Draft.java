package io.wotnotrelay.event;

import io.wotnotrelay.event.Event.Actor;
import io.wotnotrelay.event.Event.Attachment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the readers of a payload have found so far; everything may stay as it is here. */
final class Draft {
    private static final Attachment NO_ATTACHMENT = new Attachment(null, null, null);

    Actor actor = Actor.NONE;
    Actor assignee = Actor.NONE;
    String title;
    String status;
    List<String> labels = List.of();
    String email;
    String phone;
    Attachment attachment = NO_ATTACHMENT;
    final Map<String, Object> variables = new LinkedHashMap<>();

    /** The text of a variable, or null. */
    String variable(String name) {
        return Fields.scalar(variables.get(name));
    }

    /** Keeps the first file met: one event has one attachment. */
    void attach(Fields file) {
        if (attachment == NO_ATTACHMENT) {
            attachment = new Attachment(file.text("link"), file.text("mime_type"), file.text("file_name"));
        }
    }
}
