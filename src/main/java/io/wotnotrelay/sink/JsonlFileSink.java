package io.wotnotrelay.sink;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.wotnotrelay.event.Batch;
import io.wotnotrelay.event.Event;
import io.wotnotrelay.event.Minify;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;

/**
 * The one step of the Kamelet jsonl-file-sink: appends an event's JSON to a file as one line, or a batch as a line each.
 * Text, bytes and data a route put in the event's place are written as the one line of JSON they are.
 *
 * <p>What the file system refuses is an {@link IOException}, after which no half line stays; a body that is not JSON is
 * an {@link UnfitEventException}.
 */
public final class JsonlFileSink extends Sink {
    private static final String SINK = "jsonl-file-sink";

    private File file;
    private Rotation rotation;
    private boolean sync;
    private Appender appender;

    @Override
    protected void doInit() {
        Parameters parameters = parameters(SINK);
        file = file(parameters);
        rotation = Rotation.of(parameters);
        sync = parameters.flag("sync", false);
    }

    private static File file(Parameters parameters) {
        String name = parameters.required("file").trim();
        if (Template.start(name, 0) >= 0) {
            throw parameters.wrong(
                    "file",
                    "is \"" + name + "\": the name must be written out, no part of it can come" + " from an event");
        }
        File file = new File(name);
        if (name.endsWith("/") || file.isDirectory()) {
            throw parameters.wrong("file", "is \"" + name + "\", which is a folder: add the name of a file");
        }
        return file;
    }

    @Override
    protected void doStart() throws IOException {
        appender = Appender.of(file);
    }

    @Override
    protected void doStop() throws IOException {
        if (appender != null) {
            Appender used = appender;
            appender = null;
            used.close();
        }
    }

    @Override
    public void process(Exchange exchange) throws IOException {
        Object body = exchange.getMessage().getBody();
        List<?> items = body instanceof Batch batch ? batch.events() : java.util.Collections.singletonList(body);
        InDoubt.prepares(exchange);
        List<Line> lines = new ArrayList<>();
        for (Object item : items) {
            lines.add(line(exchange, item));
        }
        if (InDoubt.mayLook(exchange)) {
            lines = missing(exchange, lines);
        }
        if (!lines.isEmpty()) {
            byte[] joined = Line.joined(lines);
            Sent.show(
                    exchange,
                    SINK,
                    () -> List.of("File", file.toString(), "Line", new String(joined, StandardCharsets.UTF_8)));
            if (Sent.stops(exchange)) {
                return;
            }
            appender.append(joined, Layout.LINES, rotation, sync);
            Sent.answered(exchange, "The line is in " + file + ".");
        }
    }

    private List<Line> missing(Exchange exchange, List<Line> lines) throws IOException {
        Set<String> keys =
                lines.stream().map(Line::key).filter(Objects::nonNull).collect(Collectors.toSet());
        FileTail tail = FileTail.ofLines(keys, Line.bytes(lines));
        appender.look(tail, Layout.LINES, rotation);
        return Line.missing(exchange, this, lines, tail);
    }

    private static Line line(Exchange exchange, Object item) throws IOException {
        byte[] json = json(exchange, item);
        byte[] ended = Arrays.copyOf(json, json.length + 1);
        ended[json.length] = '\n';
        String text = new String(json, StandardCharsets.UTF_8);
        String id = InDoubt.eventId(exchange, item);
        return new Line(ended, text.contains(id) ? text : null, InDoubt.deliveryId(exchange, item));
    }

    private static byte[] json(Exchange exchange, Object item) throws IOException {
        if (item instanceof Event event) {
            return Escape.json(event.toJson());
        }
        if (Body.data(item)) {
            return Escape.json(JsonValues.text(item));
        }
        byte[] bytes = item instanceof String text
                ? Escape.json(text)
                : exchange.getContext().getTypeConverter().tryConvertTo(byte[].class, exchange, item);
        if (bytes == null || bytes.length == 0) {
            throw new UnfitEventException("the route holds nothing that can be written to " + SINK
                    + "; take out the step that changed the event");
        }
        return minified(bytes);
    }

    private static byte[] minified(byte[] json) throws IOException {
        try (JsonParser parser = JsonValues.MAPPER.createParser(json)) {
            boolean some = parser.nextToken() != null;
            parser.skipChildren();
            if (some && parser.nextToken() == null) {
                return Minify.json(json, 0, json.length);
            }
        } catch (JsonProcessingException e) {
            // told below, without the text
        }
        throw new UnfitEventException("the text the route holds is not JSON, so it is no line for " + SINK
                + "; take out the step that made it");
    }
}
