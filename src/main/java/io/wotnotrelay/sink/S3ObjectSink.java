package io.wotnotrelay.sink;

import io.wotnotrelay.event.Batch;
import io.wotnotrelay.event.Event;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.apache.camel.Exchange;

/**
 * The one step of the Kamelet s3-object-sink: an object of JSON lines for each batch. Its key is made of the events it
 * holds: the same batch, written again, is the same object.
 *
 * <p>What has to be mended is a {@link MisconfiguredException}; any other status an
 * {@link org.apache.camel.http.base.HttpOperationFailedException}.
 */
public final class S3ObjectSink extends Sink {
    private static final String SINK = "s3-object-sink";
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy/MM/dd/", Locale.ROOT).withZone(ZoneOffset.UTC);

    private String prefix;
    private boolean gzip;
    private JsonTemplate line;
    private Duration timeout;
    private S3Bucket bucket;

    @Override
    protected void doInit() throws Exception {
        Parameters parameters = parameters(SINK);
        prefix = parameters.text("prefix", "wotnot/").strip();
        if (!prefix.matches("[A-Za-z0-9._~/-]{1,400}") || ("/" + prefix).matches(".*/(?:/|\\.{1,2}(?:/.*)?$).*")) {
            throw parameters.wrong(
                    "prefix", "is no beginning of a key such as wotnot/: letters, digits, . _ ~ - and /");
        }
        gzip = parameters.flag("gzip", true);
        String template = parameters.text("line");
        line = template == null ? null : parameters.told("line", () -> new JsonTemplate(getCamelContext(), template));
        timeout = parameters.duration("timeout", "30s");
        bucket = S3Bucket.open(getCamelContext(), parameters, timeout);
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        InDoubt.prepares(exchange);
        byte[] lines = lines(exchange);
        byte[] content = gzip ? zipped(lines) : lines;
        String key = key(exchange.getMessage().getBody(), content);
        Sent.show(exchange, SINK, () -> List.of("Object", key, "Lines", new String(lines, StandardCharsets.UTF_8)));
        if (Sent.stops(exchange)) {
            return;
        }
        Deadline deadline = Deadline.in(timeout);
        if (InDoubt.is(exchange)) {
            boolean there = bucket.holds(key, deadline);
            InDoubt.settled(exchange, there ? InDoubt.End.FOUND : InDoubt.End.SENT_AGAIN);
            if (there) {
                return;
            }
        }
        InDoubt.begins(exchange);
        bucket.put(key, content, gzip ? "application/gzip" : "application/x-ndjson", deadline);
        Sent.answered(exchange, "The bucket has the object.");
    }

    private byte[] lines(Exchange exchange) throws IOException {
        StringBuilder lines = new StringBuilder(1024);
        Columns.each(
                exchange,
                event -> lines.append(
                                line == null
                                        ? JsonValues.text(event.getMessage().getBody())
                                        : line.write(event))
                        .append('\n'));
        return Escape.json(lines.toString());
    }

    /** The same bytes for the same lines: Java writes no time into the head. */
    private static byte[] zipped(byte[] bytes) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream(1024);
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(bytes);
        }
        return zipped.toByteArray();
    }

    /** The day and the place in the log of the first event, and a digest of all their ids. */
    private String key(Object held, byte[] content) {
        List<Event> events =
                held instanceof Batch batch ? batch.events() : held instanceof Event event ? List.of(event) : List.of();
        String end = ".jsonl" + (gzip ? ".gz" : "");
        if (events.isEmpty()) {
            return prefix
                    + DAY.format(Instant.now())
                    + AwsSignature.sha256(content).substring(0, 16)
                    + end;
        }
        String ids = events.stream().map(Event::id).collect(Collectors.joining("\n"));
        String digest =
                AwsSignature.sha256(ids.getBytes(StandardCharsets.UTF_8)).substring(0, 16);
        Event first = events.get(0);
        return prefix + DAY.format(first.receivedAt()) + String.format(Locale.ROOT, "%012d", first.seq()) + "-"
                + events.size() + "-" + digest + end;
    }

    @Override
    protected void doShutdown() {
        if (bucket != null) {
            bucket.close();
        }
    }
}
