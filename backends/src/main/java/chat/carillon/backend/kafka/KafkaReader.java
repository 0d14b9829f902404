package chat.carillon.backend.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads partitions from their ends on, in a thread of its own; after a cut from where it was.
final class KafkaReader implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(KafkaReader.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration FIND_ENDS = Duration.ofSeconds(15);
    private static final Duration CLOSE = Duration.ofSeconds(2);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Receiver receiver;
    private final Thread thread;
    private volatile boolean closed;

    /// Must not block.
    interface Receiver {
        void hear(String topic, byte @Nullable [] key, byte[] encoded);
    }

    /// Blocks until the ends are known: what is said afterwards is heard.
    KafkaReader(KafkaOptions options, List<TopicPartition> partitions, Receiver receiver) {
        this.receiver = receiver;
        this.consumer = new KafkaConsumer<>(reading(options), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.thread = Thread.ofPlatform().name("kafka-reader").unstarted(this::read);
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(partition -> consumer.position(partition, FIND_ENDS));
    }

    private static Properties reading(KafkaOptions options) {
        var properties = new Properties();
        properties.put("enable.auto.commit", "false");
        properties.put("auto.offset.reset", "latest");
        properties.put("fetch.min.bytes", "1");
        properties.put("fetch.max.wait.ms", "100");
        properties.put("request.timeout.ms", "2000");
        properties.put("default.api.timeout.ms", "15000");
        properties.putAll(options.client());
        return properties;
    }

    void start() {
        thread.start();
    }

    private void read() {
        while (!closed) {
            try {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    receiver.hear(record.topic(), record.key(), record.value());
                }
            } catch (WakeupException | InterruptException e) {
                // Closing.
            } catch (KafkaException e) {
                log.warn("cannot read from Kafka: {}", e.getMessage());
            } catch (RuntimeException e) {
                log.error("defect while reading from Kafka", e);
            }
        }
        consumer.close(CloseOptions.timeout(CLOSE));
    }

    @Override
    public void close() {
        closed = true;
        consumer.wakeup();
        try {
            thread.join(CLOSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
