package chat.carillon.backend.kafka;

import chat.carillon.core.bus.Beats;
import chat.carillon.core.bus.Bus;
import chat.carillon.core.bus.BusCodec;
import chat.carillon.core.bus.BusCounters;
import chat.carillon.core.bus.BusRecord;
import chat.carillon.core.time.Time;
import chat.carillon.model.ConversationId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// [Bus] over Kafka. Thread-safe.
///
/// Kafka's producer may block for topics that it does not know yet, so a thread of its own hands it the records, in
/// their order, from a bounded queue.
public final class KafkaBus implements Bus {
    private static final Logger log = LoggerFactory.getLogger(KafkaBus.class);
    private static final int MAX_WAITING = 20_000;
    private static final int CLOSE_MILLIS = 2_000;
    private static final int IDLE_MILLIS = 100;

    private final String self;
    private final KafkaTopics topics;
    private final String brokerId;
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaReader reader;
    private final Time time;
    private final Beats beats;
    private final BusCounters counters = new BusCounters();
    private final BlockingQueue<ProducerRecord<byte[], byte[]>> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
    private final Set<ConversationId> subscribed = ConcurrentHashMap.newKeySet();
    private final AtomicLong beat = new AtomicLong();
    private final Thread sender;
    private volatile @Nullable Listener listener;
    private volatile boolean closed;

    private KafkaBus(String self, KafkaOptions options, Time time) {
        this.self = self;
        this.time = time;
        this.topics = new KafkaTopics(options.prefix());
        this.beats = new Beats(self, time);
        KafkaTopics.Prepared prepared = topics.prepare(options, self);
        this.brokerId = prepared.clusterId();
        this.reader = new KafkaReader(options, prepared.partitions(), this::hear);
        this.producer = new KafkaProducer<>(producing(options), new ByteArraySerializer(), new ByteArraySerializer());
        this.sender = Thread.ofPlatform().name("kafka-sender").unstarted(this::send);
    }

    /// Makes missing topics, finds their ends, and begins to beat.
    ///
    /// @param self name and incarnation of the own node
    /// @throws IllegalStateException if Kafka cannot be used; the message says why in one sentence
    public static KafkaBus open(String self, KafkaOptions options, Time time) {
        var bus = new KafkaBus(self, options, time);
        bus.sender.start();
        bus.reader.start();
        bus.tick();
        return bus;
    }

    /// The cluster's own name.
    public String brokerId() {
        return brokerId;
    }

    private static Properties producing(KafkaOptions options) {
        var properties = new Properties();
        // A record is a hint: nothing waits for replicas, and what is late is not worth sending.
        properties.put("acks", "1");
        properties.put("enable.idempotence", "false");
        properties.put("linger.ms", "0");
        properties.put("max.block.ms", "1000");
        properties.put("request.timeout.ms", "1000");
        properties.put("delivery.timeout.ms", "2000");
        properties.put("batch.size", "65536");
        properties.putAll(options.client());
        return properties;
    }

    @Override
    public void publish(BusRecord.OfConversation record) {
        byte[] key = record.conversation().value().getBytes(StandardCharsets.US_ASCII);
        add(topics.conversations(), key, record);
    }

    @Override
    public void send(Set<String> nodes, BusRecord.OfConversation record) {
        // The name of the topic is that of all lives of the node; the key is that of the one that is meant.
        nodes.forEach(node -> add(topics.inbox(node), node.getBytes(StandardCharsets.US_ASCII), record));
    }

    @Override
    public void broadcast(BusRecord.OfConversation record) {
        add(topics.everybody(), null, record);
    }

    private void add(String topic, byte @Nullable [] key, BusRecord record) {
        if (!waiting.offer(new ProducerRecord<>(topic, key, BusCodec.encode(self, record)))) {
            counters.addDropped();
            beats.failed();
        }
    }

    private void send() {
        while (!closed) {
            try {
                ProducerRecord<byte[], byte[]> next = waiting.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
                if (next != null) {
                    var _ = producer.send(next, (_, error) -> count(error));
                }
            } catch (KafkaException e) {
                count(e);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void count(@Nullable Exception error) {
        if (error == null) {
            counters.addSent();
        } else {
            counters.addDropped();
            beats.failed();
        }
    }

    private void tick() {
        if (!closed) {
            add(topics.everybody(), null, new BusRecord.Beat(self, beat.incrementAndGet()));
            var _ = time.after(Beats.EVERY, this::tick);
        }
    }

    /// On the reader's thread.
    private void hear(String topic, byte @Nullable [] key, byte[] encoded) {
        BusCodec.Received heard = BusCodec.decode(encoded).orElse(null);
        if (heard == null) {
            counters.addIgnored();
            return;
        }
        switch (heard.record()) {
            case BusRecord.Beat(String node, long _) -> beats.heard(node);
            case BusRecord.OfConversation record -> {
                Listener to = listener;
                if (to != null && !heard.origin().equals(self) && isForMe(topic, key, record)) {
                    counters.addReceived();
                    to.onRecord(record);
                }
            }
        }
    }

    private boolean isForMe(String topic, byte @Nullable [] key, BusRecord.OfConversation record) {
        if (topic.equals(topics.conversations())) {
            return subscribed.contains(record.conversation());
        }
        return topic.equals(topics.everybody())
                || (key != null && new String(key, StandardCharsets.US_ASCII).equals(self));
    }

    @Override
    public void subscribe(ConversationId conversation) {
        Listener to = listener;
        if (subscribed.add(conversation) && to != null) {
            to.onSubscribed(conversation);
        }
    }

    @Override
    public void unsubscribe(ConversationId conversation) {
        subscribed.remove(conversation);
    }

    @Override
    public boolean reachesOthers() {
        return true;
    }

    @Override
    public void expect(Set<String> others) {
        beats.expect(others);
    }

    @Override
    public void listen(Listener to) {
        listener = to;
    }

    @Override
    public boolean healthy() {
        return beats.healthy();
    }

    @Override
    public BusCounters counters() {
        return counters;
    }

    @Override
    public void close() {
        closed = true;
        sender.interrupt();
        reader.close();
        producer.close(Duration.ofMillis(CLOSE_MILLIS));
        log.debug("left Kafka");
    }
}
