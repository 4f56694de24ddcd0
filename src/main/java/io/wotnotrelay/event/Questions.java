package io.wotnotrelay.event;

import java.util.ArrayList;
import java.util.List;

/** What a bot or an agent asked; each in a line, null where nothing readable is there. */
final class Questions {
    private static final String OR = " | ";

    private Questions() {}

    static String choices(Fields body) {
        return Line.join(" ", body.text("title"), titles(body.list("buttons"), "title", OR));
    }

    static String list(Fields body) {
        List<Object> items = new ArrayList<>();
        for (Object section : body.fields("list").list("sections")) {
            if (section instanceof Fields s) {
                items.addAll(s.list("items"));
            }
        }
        return Line.join(" ", body.text("title"), titles(items, "title", OR));
    }

    static String carousel(Fields body) {
        int count = body.list("items").size();
        return Line.join(" ", body.text("title"), count == 1 ? "(1 item)" : "(" + count + " items)");
    }

    static String slider(Fields body) {
        String min = body.text("min");
        String max = body.text("max");
        return Line.join(" ", body.text("title"), min == null || max == null ? null : min + " to " + max);
    }

    static String form(Fields body) {
        return Line.join(": ", body.text("message"), titles(body.list("fields"), "label", ", "));
    }

    static String booking(Fields body) {
        Fields duration = body.fields("duration");
        String length = Line.join(" ", duration.text("value"), duration.text("label"));
        return Line.join(" ", body.text("title"), length == null ? null : "(" + length + ")");
    }

    static String javascript(Fields body) {
        String where = body.text("execute_at");
        return where == null ? "[javascript]" : "[javascript] runs at the " + where;
    }

    private static String titles(List<?> items, String name, String between) {
        List<String> titles = new ArrayList<>();
        for (Object item : items) {
            titles.add(item instanceof Fields f ? f.text(name) : Fields.scalar(item));
        }
        return Line.join(between, titles.toArray(String[]::new));
    }
}
