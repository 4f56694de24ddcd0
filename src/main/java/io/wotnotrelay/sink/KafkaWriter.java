package io.wotnotrelay.sink;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;

/** The producer of a destination, made when it is first needed, and made anew after most failures. */
final class KafkaWriter implements AutoCloseable {
    private final Map<String, Object> settings;
    private Producer<byte[], byte[]> open;

    KafkaWriter(Map<String, Object> settings) {
        this.settings = settings;
    }

    /** Returns when all of them are with all replicas in step. */
    void write(List<ProducerRecord<byte[], byte[]>> records, Duration timeout) throws Exception {
        Deadline deadline = Deadline.in(timeout.multipliedBy(2));
        Producer<byte[], byte[]> producer = null;
        try {
            producer = producer();
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (ProducerRecord<byte[], byte[]> record : records) {
                sent.add(producer.send(record));
            }
            for (Future<RecordMetadata> one : sent) {
                one.get(Math.max(0, deadline.left()), TimeUnit.NANOSECONDS);
            }
        } catch (ExecutionException e) {
            throw failed(producer, e.getCause());
        } catch (RuntimeException | TimeoutException e) {
            throw failed(producer, e);
        }
    }

    private Exception failed(Producer<byte[], byte[]> producer, Throwable thrown) {
        if (!(thrown instanceof RecordTooLargeException)) {
            drop(producer);
        }
        return KafkaFaults.of(thrown);
    }

    private synchronized Producer<byte[], byte[]> producer() {
        if (open == null) {
            open = new KafkaProducer<>(settings);
        }
        return open;
    }

    /** What it still tried would come too late, and it would go on knocking at a door that is shut. */
    private synchronized void drop(Producer<byte[], byte[]> producer) {
        if (producer != null && producer == open) {
            open = null;
            producer.close(Duration.ZERO);
        }
    }

    @Override
    public synchronized void close() {
        drop(open);
    }
}
