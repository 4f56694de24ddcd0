package io.wotnotrelay.event;

import java.util.ArrayList;
import java.util.List;

/**
 * A label as WotNot names it when it is added or deleted. What deletes one tells the id alone, so the id must be kept to
 * know which name goes.
 *
 * @param id WotNot's; null where it told none
 * @param name what people call it: the title, else the id
 */
public record Label(String id, String name) {
    /** The labels a payload of type {@code conversation_labels} names. */
    public static List<Label> in(Fields payload) {
        List<Label> labels = new ArrayList<>();
        for (Object one : payload.list("labels")) {
            String id = one instanceof Fields f ? f.text("id") : null;
            String name = one instanceof Fields f ? name(f) : Fields.scalar(one);
            if (name != null) {
                labels.add(new Label(id, name));
            }
        }
        return labels;
    }

    /** Whether both mean the same label. */
    public boolean means(Label other) {
        return id != null && id.equals(other.id) || name.equals(other.name);
    }

    private static String name(Fields label) {
        return Line.first(label.text("title"), label.text("name"), label.text("label"), label.text("id"));
    }
}
