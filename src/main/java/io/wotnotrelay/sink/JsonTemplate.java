package io.wotnotrelay.sink;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;

/**
 * A JSON text with Simple expressions in it: inside a JSON string an expression adds text, outside of one it adds a
 * value ({@code {"count": ${body.seq}, "labels": ${body.conversation.labels}}}). The result comes out of a JSON
 * serialiser, so no data can make it anything but the JSON its author drew.
 */
final class JsonTemplate {
    private static final char OPEN = '\u0001';
    private static final char CLOSE = '\u0002';

    /** An expression, and whether it stands for a value of its own. */
    private record Marked(String expression, boolean value) {}

    /** A part of the drawing. */
    private interface Node {
        void write(JsonGenerator out, Exchange exchange) throws IOException;
    }

    private final CamelContext context;
    private final List<Marked> marks = new ArrayList<>();
    private final Node root;

    /**
     * @throws IllegalArgumentException with a sentence, when it is not JSON or an expression makes no sense
     */
    JsonTemplate(CamelContext context, String source) {
        this.context = context;
        try {
            JsonNode drawn = JsonValues.MAPPER.readTree(mark(source));
            if (drawn.isMissingNode()) {
                throw new IllegalArgumentException("the template is empty");
            }
            this.root = node(drawn);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "the template is not JSON (" + e.getOriginalMessage().replace('\n', ' ')
                            + "): mend it, or set contentType to what it is, such as text/plain",
                    e);
        }
    }

    String write(Exchange exchange) throws IOException {
        return JsonValues.text(out -> root.write(out, exchange));
    }

    /** The JSON with a mark in place of each expression; outside of a string, the mark is a string of its own. */
    private String mark(String source) {
        StringBuilder out = new StringBuilder(source.length() + 32);
        boolean string = false;
        for (int i = 0; i < source.length(); i++) {
            char c = source.charAt(i);
            if (c == '$' && Template.start(source, i) == i) {
                int end = Template.end(source, i);
                String mark = "\\u0001" + marks.size() + "\\u0002";
                // an author who thinks of JSON writes \" inside an expression, others do not
                marks.add(new Marked(source.substring(i, end).replace("\\\"", "\""), !string));
                out.append(string ? mark : '"' + mark + '"');
                i = end - 1;
            } else if (c == '\\' && string && i + 1 < source.length()) {
                out.append(c).append(source.charAt(++i));
            } else {
                string ^= c == '"';
                out.append(c);
            }
        }
        return out.toString();
    }

    private Node node(JsonNode drawn) {
        if (drawn.isObject()) {
            return object(drawn);
        }
        if (drawn.isArray()) {
            return array(drawn);
        }
        return drawn.isTextual() ? text(drawn.textValue()) : (out, exchange) -> JsonValues.write(out, drawn);
    }

    private Node object(JsonNode drawn) {
        record Field(Template name, Node value) {}
        List<Field> fields = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : drawn.properties()) {
            fields.add(new Field(Template.of(context, unmarked(field.getKey())), node(field.getValue())));
        }
        return (out, exchange) -> {
            out.writeStartObject();
            for (Field field : fields) {
                out.writeFieldName(field.name().write(exchange, name -> name));
                field.value().write(out, exchange);
            }
            out.writeEndObject();
        };
    }

    private Node array(JsonNode drawn) {
        List<Node> items =
                StreamSupport.stream(drawn.spliterator(), false).map(this::node).toList();
        return (out, exchange) -> {
            out.writeStartArray();
            for (Node item : items) {
                item.write(out, exchange);
            }
            out.writeEndArray();
        };
    }

    private Node text(String marked) {
        String text = unmarked(marked);
        if (value(marked)) {
            Expression value = Template.compile(context, text);
            return (out, exchange) -> JsonValues.write(out, value.evaluate(exchange, Object.class));
        }
        Template template = Template.of(context, text);
        return (out, exchange) -> out.writeString(template.write(exchange, data -> data));
    }

    private boolean value(String marked) {
        return !marked.isEmpty()
                && marked.charAt(0) == OPEN
                && marked.indexOf(CLOSE) == marked.length() - 1
                && marks.get(Integer.parseInt(marked, 1, marked.length() - 1, 10))
                        .value();
    }

    private String unmarked(String marked) {
        StringBuilder out = new StringBuilder(marked.length());
        for (int i = 0; i < marked.length(); i++) {
            char c = marked.charAt(i);
            int close = c == OPEN ? marked.indexOf(CLOSE, i) : -1;
            if (close > 0) {
                out.append(marks.get(Integer.parseInt(marked, i + 1, close, 10)).expression());
                i = close;
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }
}
