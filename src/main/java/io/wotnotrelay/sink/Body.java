package io.wotnotrelay.sink;

import com.fasterxml.jackson.databind.JsonNode;
import io.wotnotrelay.event.Batch;
import io.wotnotrelay.event.Event;
import java.util.Collection;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;

/** What a webhook carries. */
interface Body {
    byte[] of(Exchange exchange) throws Exception;

    /** The template, read as what the media type says; without one, what the route holds. */
    static Body from(CamelContext context, Parameters parameters, String contentType) {
        String template = parameters.text("body");
        if (template == null) {
            return Body::held;
        }
        if (json(contentType)) {
            JsonTemplate drawn = parameters.told("body", () -> new JsonTemplate(context, template));
            return exchange -> Escape.json(drawn.write(exchange));
        }
        Template text = parameters.template(context, "body");
        UnaryOperator<String> escape = Escape.of(contentType);
        return exchange -> Escape.utf8(text.write(exchange, escape));
    }

    private static boolean json(String contentType) {
        String type = contentType.split(";")[0].trim().toLowerCase(java.util.Locale.ROOT);
        return type.endsWith("/json") || type.endsWith("+json");
    }

    /** Events and data become JSON; what a route made into text or bytes itself goes as it is. */
    private static byte[] held(Exchange exchange) throws Exception {
        Object body = exchange.getMessage().getBody();
        if (data(body)) {
            return Escape.json(JsonValues.text(body));
        }
        if (body instanceof String text) {
            return Escape.json(text);
        }
        byte[] bytes = exchange.getContext().getTypeConverter().tryConvertTo(byte[].class, exchange, body);
        if (bytes == null) {
            throw new UnfitEventException("the route holds "
                    + (body == null ? "nothing" : "a " + body.getClass().getName())
                    + ", which cannot be posted: give webhook-sink a body, or take out the step that changed it");
        }
        return bytes;
    }

    /** Whether it is written as JSON. */
    static boolean data(Object body) {
        return body instanceof Event
                || body instanceof Batch
                || body instanceof JsonNode
                || body instanceof Map<?, ?>
                || body instanceof Collection<?>;
    }
}
