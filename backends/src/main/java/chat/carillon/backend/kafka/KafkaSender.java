package chat.carillon.backend.kafka;

import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// Hands records to Kafka in their order. Thread-safe.
///
/// Kafka's producer blocks while it does not know a topic or has no memory left, so a thread of its own hands it the
/// records, from a bounded queue. What waited too long in there is not worth sending any more.
final class KafkaSender implements AutoCloseable {
    static final int MAX_WAITING = 20_000;

    private static final Duration MAX_WAIT = Duration.ofSeconds(2);
    private static final int MAX_UNSENT_BYTES = 16 << 20;
    private static final Duration CLOSE = Duration.ofSeconds(2);

    private final KafkaProducer<byte[], byte[]> producer;
    private final Outcome outcome;
    private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(MAX_WAITING);
    private final Thread thread;
    private volatile boolean closed;

    /// Is told what became of each record, on any thread.
    interface Outcome {
        void sent();

        void dropped();
    }

    private record Waiting(ProducerRecord<byte[], byte[]> record, long sinceNanos) {}

    KafkaSender(KafkaOptions options, Outcome outcome) {
        this.producer = new KafkaProducer<>(producing(options), new ByteArraySerializer(), new ByteArraySerializer());
        this.outcome = outcome;
        this.thread = Thread.ofPlatform().name("kafka-sender").start(this::send);
    }

    private static Properties producing(KafkaOptions options) {
        var properties = new Properties();
        // A record is a hint: nothing waits for replicas, and what is late is not worth sending.
        properties.put("acks", "1");
        properties.put("enable.idempotence", "false");
        properties.put("linger.ms", "0");
        properties.put("batch.size", "65536");
        properties.put("buffer.memory", Integer.toString(MAX_UNSENT_BYTES));
        properties.put("max.block.ms", "1000");
        properties.put("request.timeout.ms", "1000");
        properties.put("delivery.timeout.ms", "2000");
        properties.putAll(options.client());
        return properties;
    }

    /// Never blocks.
    void add(ProducerRecord<byte[], byte[]> record) {
        if (closed || !queue.offer(new Waiting(record, System.nanoTime()))) {
            outcome.dropped();
        }
    }

    private void send() {
        while (!closed) {
            try {
                Waiting next = queue.take();
                if (System.nanoTime() - next.sinceNanos() > MAX_WAIT.toNanos()) {
                    outcome.dropped();
                } else {
                    var _ = producer.send(next.record(), (_, error) -> count(error));
                }
            } catch (InterruptedException | InterruptException e) {
                // Closing.
            } catch (KafkaException e) {
                count(e);
            }
        }
    }

    private void count(@Nullable Exception error) {
        if (error == null) {
            outcome.sent();
        } else {
            outcome.dropped();
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        producer.close(CLOSE);
    }
}
