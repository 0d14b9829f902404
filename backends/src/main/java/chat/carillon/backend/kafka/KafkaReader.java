package chat.carillon.backend.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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

    /// Some failures, such as a withdrawn right, come back at once.
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(500);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Receiver receiver;
    private final Thread thread;
    private final CountDownLatch closed = new CountDownLatch(1);

    /// Must not block.
    interface Receiver {
        void hear(String topic, byte @Nullable [] key, byte[] encoded);
    }

    private KafkaReader(KafkaConsumer<byte[], byte[]> consumer, Receiver receiver) {
        this.consumer = consumer;
        this.receiver = receiver;
        this.thread = Thread.ofPlatform().name("kafka-reader").unstarted(this::read);
    }

    /// Blocks until the ends are known: what is said afterwards is heard.
    ///
    /// @throws KafkaException if Kafka does not say where the ends are
    static KafkaReader start(KafkaOptions options, List<TopicPartition> partitions, Receiver receiver) {
        var consumer = new KafkaConsumer<>(reading(options), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        try {
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            partitions.forEach(partition -> consumer.position(partition, FIND_ENDS));
        } catch (KafkaException e) {
            consumer.close(CloseOptions.timeout(CLOSE));
            throw e;
        }
        var reader = new KafkaReader(consumer, receiver);
        reader.thread.start();
        return reader;
    }

    private static Properties reading(KafkaOptions options) {
        var properties = new Properties();
        properties.put("enable.auto.commit", "false");
        // Only where the own offset is gone: whoever was away for longer than records are kept asks the store.
        properties.put("auto.offset.reset", "latest");
        properties.put("fetch.min.bytes", "1");
        properties.put("fetch.max.wait.ms", "100");
        properties.put("request.timeout.ms", "2000");
        properties.put("default.api.timeout.ms", "15000");
        properties.putAll(options.client());
        return properties;
    }

    private void read() {
        while (!isClosed()) {
            try {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    hear(record);
                }
            } catch (WakeupException | InterruptException e) {
                // Closing.
            } catch (KafkaException e) {
                log.warn("cannot read from Kafka: {}", e.getMessage());
                pause();
            }
        }
        consumer.close(CloseOptions.timeout(CLOSE));
    }

    private void hear(ConsumerRecord<byte[], byte[]> record) {
        try {
            // Nobody of ours writes a record without a value.
            if (record.value() != null) {
                receiver.hear(record.topic(), record.key(), record.value());
            }
        } catch (RuntimeException e) {
            log.error("defect while taking a record of {}", record.topic(), e);
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private void pause() {
        try {
            var _ = closed.await(PAUSE_AFTER_FAILURE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            log.debug("closing");
        }
    }

    @Override
    public void close() {
        closed.countDown();
        consumer.wakeup();
        try {
            thread.join(CLOSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
