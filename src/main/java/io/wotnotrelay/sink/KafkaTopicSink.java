package io.wotnotrelay.sink;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The one step of the Kamelet kafka-topic-sink: writes each event, or those of a batch, to a topic of Kafka as a
 * CloudEvent, keyed by its conversation. It ends when all replicas in step have it.
 *
 * <p>What has to be mended is a {@link MisconfiguredException}, an event Kafka never takes an
 * {@link UnfitEventException}, all else an {@link java.io.IOException}.
 */
public final class KafkaTopicSink extends Sink {
    private static final String SINK = "kafka-topic-sink";

    private String topic;
    private Template key;
    private JsonTemplate body;
    private boolean structured;
    private Duration timeout;
    private KafkaWriter writer;

    @Override
    protected void doInit() {
        Parameters parameters = parameters(SINK);
        topic = parameters.required("topic").strip();
        if (!topic.matches("[a-zA-Z0-9._-]{1,249}") || topic.matches("\\.{1,2}")) {
            throw parameters.wrong("topic", "is no name of a topic: letters, digits, dots, _ and -, and no expression");
        }
        String written = parameters.text("key", "${body.conversation.key}");
        key = parameters.told("key", () -> Template.of(getCamelContext(), written));
        String template = parameters.text("body");
        body = template == null ? null : parameters.told("body", () -> new JsonTemplate(getCamelContext(), template));
        structured = structured(parameters);
        timeout = parameters.duration("timeout", "30s");
        writer = new KafkaWriter(KafkaSettings.of(parameters, timeout));
    }

    private static boolean structured(Parameters parameters) {
        String mode = parameters.text("mode", "binary").strip();
        if (!mode.equals("binary") && !mode.equals("structured")) {
            throw parameters.wrong("mode", "is neither binary nor structured");
        }
        return mode.equals("structured");
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        InDoubt.prepares(exchange);
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        Columns.each(exchange, event -> {
            String known = key.write(event, text -> text);
            records.add(record(known, CloudEvent.of(event, known, body)));
        });
        records.forEach(record -> Sent.show(
                exchange,
                SINK,
                () -> Arrays.asList(
                        "Topic",
                        topic,
                        "Key",
                        new String(record.key(), StandardCharsets.UTF_8),
                        "Value",
                        new String(record.value(), StandardCharsets.UTF_8))));
        if (Sent.stops(exchange)) {
            return;
        }
        InDoubt.begins(exchange);
        writer.write(records, timeout);
        Sent.answered(exchange, "Kafka has taken the record.");
    }

    /** github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md */
    private ProducerRecord<byte[], byte[]> record(String known, CloudEvent event) throws java.io.IOException {
        byte[] id = known.isEmpty() ? null : Escape.utf8(known);
        byte[] value = Escape.json(structured ? event.structured() : event.json());
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, id, value);
        if (structured) {
            header(record, "content-type", "application/cloudevents+json; charset=UTF-8");
            return record;
        }
        for (Map.Entry<String, String> attribute : event.attributes().entrySet()) {
            boolean type = attribute.getKey().equals("datacontenttype");
            header(record, type ? "content-type" : "ce_" + attribute.getKey(), attribute.getValue());
        }
        return record;
    }

    private static void header(ProducerRecord<byte[], byte[]> record, String name, String value) {
        record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    protected void doStop() {
        if (writer != null) {
            writer.close();
        }
    }
}
