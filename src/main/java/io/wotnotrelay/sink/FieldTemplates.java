package io.wotnotrelay.sink;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;

/** Which fields of a record in somebody's system get what: a name and a template each. */
final class FieldTemplates {
    private final Map<String, Template> fields;

    private FieldTemplates(Map<String, Template> fields) {
        this.fields = fields;
    }

    /**
     * Of a parameter that is a YAML map, or a text of one {@code name: template} a line.
     *
     * @param otherwise used where the author wrote none
     * @param names what a name looks like
     */
    static FieldTemplates of(
            CamelContext context, Parameters parameters, String name, Map<String, String> otherwise, String names) {
        Map<String, String> written = parameters.map(name);
        Map<String, Template> fields = new LinkedHashMap<>();
        (written.isEmpty() ? otherwise : written).forEach((field, source) -> {
            if (!field.matches(names)) {
                throw parameters.wrong(name, "has \"" + field + "\", which cannot be the name of a field there");
            }
            fields.put(field, parameters.told(name, () -> Template.of(context, source)));
        });
        return new FieldTemplates(fields);
    }

    Set<String> names() {
        return fields.keySet();
    }

    /** Adds what is known; what is empty is left out, so that it takes nothing away that is there. */
    void write(Exchange exchange, ObjectNode record, int most) {
        fields.forEach((field, template) -> {
            String value = Cell.text(template.write(exchange, text -> text), most);
            if (!value.isBlank()) {
                record.put(field, value);
            }
        });
    }
}
