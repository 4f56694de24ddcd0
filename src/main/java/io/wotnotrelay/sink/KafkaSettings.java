package io.wotnotrelay.sink;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** How the producer of a destination is set up: nothing is told as written before all replicas in step have it. */
final class KafkaSettings {
    private static final Set<String> MECHANISMS = Set.of("PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512");

    /** What a route may set besides; nothing that loads a class, reads a file or weakens the promise. */
    private static final Set<String> MORE = Set.of(
            "batch.size",
            "buffer.memory",
            "client.dns.lookup",
            "client.id",
            "client.rack",
            "compression.type",
            "linger.ms",
            "max.request.size",
            "metadata.max.age.ms",
            "receive.buffer.bytes",
            "send.buffer.bytes",
            "ssl.endpoint.identification.algorithm",
            "ssl.truststore.certificates",
            "ssl.truststore.type");

    private KafkaSettings() {}

    static Map<String, Object> of(Parameters parameters, Duration timeout) {
        Map<String, Object> settings = new HashMap<>();
        more(parameters, settings);
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers(parameters));
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        times(timeout, settings);
        settings.put("metric.reporters", "");
        settings.put("enable.metrics.push", false);
        login(parameters, settings);
        return settings;
    }

    private static void times(Duration timeout, Map<String, Object> settings) {
        int millis = (int) Math.min(timeout.toMillis(), Integer.MAX_VALUE / 2);
        settings.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, (long) millis);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.max(1, millis / 2));
        settings.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 5_000L);
    }

    private static String brokers(Parameters parameters) {
        String brokers = parameters.required("brokers").replaceAll("\\s+", "");
        if (!brokers.matches("[A-Za-z0-9._\\-\\[\\]:]+:\\d{1,5}(,[A-Za-z0-9._\\-\\[\\]:]+:\\d{1,5})*")) {
            throw parameters.wrong(
                    "brokers", "is no list of host:port with commas between, such as kafka1.example.com:9092");
        }
        return brokers;
    }

    private static void more(Parameters parameters, Map<String, Object> settings) {
        parameters.map("options").forEach((name, value) -> {
            if (!MORE.contains(name)) {
                throw parameters.wrong(
                        "options",
                        "has " + name + ", which cannot be set there; these can: " + new java.util.TreeSet<>(MORE));
            }
            if (name.equals("compression.type") && !Set.of("none", "gzip").contains(value)) {
                throw parameters.wrong("options", "has a compression.type that does not come along: gzip or none do");
            }
            settings.put(name, value);
        });
    }

    private static void login(Parameters parameters, Map<String, Object> settings) {
        boolean tls = parameters.flag("tls", false);
        parameters.secret("password");
        boolean login = parameters.together("username", "password");
        settings.put("security.protocol", (login ? "SASL_" : "") + (tls ? "SSL" : "PLAINTEXT"));
        if (!login) {
            return;
        }
        String mechanism = parameters.text("mechanism", "SCRAM-SHA-512").strip();
        if (!MECHANISMS.contains(mechanism)) {
            throw parameters.wrong("mechanism", "is none of PLAIN, SCRAM-SHA-256 and SCRAM-SHA-512");
        }
        String module = mechanism.equals("PLAIN")
                ? "org.apache.kafka.common.security.plain.PlainLoginModule"
                : "org.apache.kafka.common.security.scram.ScramLoginModule";
        settings.put("sasl.mechanism", mechanism);
        settings.put(
                "sasl.jaas.config",
                module + " required username="
                        + quoted(parameters.text("username").strip()) + " password="
                        + quoted(parameters.secret("password")) + ";");
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
