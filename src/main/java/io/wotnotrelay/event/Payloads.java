package io.wotnotrelay.event;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads the payloads of the event types; each reader fills the draft and says what happened in a line. */
final class Payloads {
    /** A reader of one type's payload. */
    @FunctionalInterface
    interface Reader {
        String read(Fields payload, Draft draft);
    }

    private static final Map<String, Reader> READERS = Map.of(
            "message", Messages::read,
            "conversation_create", Payloads::conversationCreate,
            "status", Payloads::status,
            "assignee_change", Payloads::assigneeChange,
            "conversation_labels", Payloads::labels,
            "variables", (payload, draft) -> Variables.changed(draft.variables),
            "note", (payload, draft) -> Line.join(" ", "Note:", payload.text("note")));

    private Payloads() {}

    /** What the payload of this type says. */
    static String read(String type, Fields payload, Draft draft) {
        draft.actor = Actors.of(payload);
        Variables.read(payload, draft.variables);
        return READERS.getOrDefault(type, Payloads::unknown).read(payload, draft);
    }

    private static String conversationCreate(Fields payload, Draft draft) {
        draft.title = payload.text("title");
        draft.status = open(payload.find("is_closed"));
        draft.assignee = Actors.read(payload.fields("assigned_to_user"));
        String title = Line.first(draft.title, draft.variable("visitor_name"));
        String channel = draft.variable("global_channel_name");
        return Line.join(
                " ",
                title == null ? "New conversation" : "New conversation: " + title,
                channel == null ? null : "(" + channel + ")");
    }

    private static String open(Object closed) {
        String flag = Fields.scalar(closed);
        if ("0".equals(flag) || "false".equalsIgnoreCase(flag)) {
            return "open";
        }
        return "1".equals(flag) || "true".equalsIgnoreCase(flag) ? "closed" : null;
    }

    private static String status(Fields payload, Draft draft) {
        String status = payload.text("status");
        if (status == null) {
            return "Conversation status changed";
        }
        String lower = status.toLowerCase(Locale.ROOT);
        String happened = switch (lower) {
            case "close", "closed" -> "closed";
            case "open", "opened" -> "opened";
            case "reopen", "reopened" -> "reopened";
            default -> lower;
        };
        draft.status = happened.endsWith("opened") ? "open" : happened;
        String by = Actors.name(draft.actor);
        return Line.join(" ", "Conversation", happened, by == null ? null : "by " + by);
    }

    private static String assigneeChange(Fields payload, Draft draft) {
        draft.assignee = Actors.read(payload.fields("to"));
        String from = Actors.name(Actors.read(payload.fields("from")));
        String to = Actors.name(draft.assignee);
        if (from == null && to == null) {
            return "Assignee changed";
        }
        return Line.join(
                " ",
                to == null ? "Unassigned" : "Assigned",
                from == null ? null : "from " + from,
                to == null ? null : "to " + to);
    }

    private static String labels(Fields payload, Draft draft) {
        List<String> names = Label.in(payload).stream().map(Label::name).toList();
        String action = payload.text("action");
        if ("added".equals(action)) {
            draft.labels = names;
        }
        return Line.join(
                " ",
                names.size() > 1 ? "Labels" : "Label",
                Line.join(", ", names.toArray(String[]::new)),
                action == null ? "changed" : action);
    }

    /** The best line of a payload nobody has documented. */
    static String unknown(Fields payload, Draft draft) {
        Object itself = payload.value();
        if (!(itself instanceof Fields)) {
            return Fields.scalar(itself);
        }
        return Line.first(
                payload.text("text"),
                payload.text("title"),
                payload.text("body"),
                payload.text("message"),
                payload.text("note"),
                payload.text("name"),
                payload.text("value"),
                payload.text("description"));
    }
}
