package chat.carillon.backend.kafka;

import chat.carillon.core.bus.Bus;
import chat.carillon.core.bus.BusCounters;
import chat.carillon.core.bus.BusRecord;
import chat.carillon.core.bus.BusTraffic;
import chat.carillon.core.time.Time;
import chat.carillon.model.ConversationId;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// [Bus] over Kafka. Thread-safe.
public final class KafkaBus implements Bus {
    private static final Logger log = LoggerFactory.getLogger(KafkaBus.class);

    private final String self;
    private final KafkaTopics topics;
    private final BusTraffic traffic;
    private final Set<ConversationId> subscribed = ConcurrentHashMap.newKeySet();
    private final String brokerId;
    private final KafkaReader reader;
    private final KafkaSender sender;

    private KafkaBus(String self, KafkaOptions options, Time time) {
        this.self = self;
        this.topics = new KafkaTopics(options.prefix());
        this.traffic = new BusTraffic(self, time);
        KafkaTopics.Prepared prepared = topics.prepare(options, self);
        this.brokerId = prepared.clusterId();
        this.sender = new KafkaSender(options, outcome());
        try {
            this.reader = KafkaReader.start(options, prepared.partitions(), this::hear);
        } catch (KafkaException e) {
            sender.close();
            throw e;
        }
    }

    /// Makes missing topics, finds their ends, and begins to beat.
    ///
    /// @param self name and incarnation of the own node
    /// @throws IllegalStateException if Kafka cannot be used; the message says why in one sentence
    public static KafkaBus open(String self, KafkaOptions options, Time time) {
        try {
            var bus = new KafkaBus(self, options, time);
            bus.traffic.beat(beat -> bus.say(bus.topics.everybody(), null, beat));
            return bus;
        } catch (KafkaException e) {
            throw KafkaTopics.unusable(options, e);
        }
    }

    private KafkaSender.Outcome outcome() {
        return new KafkaSender.Outcome() {
            @Override
            public void sent() {
                traffic.sent();
            }

            @Override
            public void dropped() {
                traffic.dropped();
            }
        };
    }

    /// The cluster's own name.
    public String brokerId() {
        return brokerId;
    }

    @Override
    public void publish(BusRecord.OfConversation record) {
        byte[] key = record.conversation().value().getBytes(StandardCharsets.US_ASCII);
        say(topics.conversations(), key, record);
    }

    @Override
    public void send(Set<String> nodes, BusRecord.OfConversation record) {
        // The name of the topic is that of all lives of the node; the key is that of the one that is meant.
        nodes.forEach(node -> say(topics.inbox(node), node.getBytes(StandardCharsets.US_ASCII), record));
    }

    @Override
    public void broadcast(BusRecord.OfConversation record) {
        say(topics.everybody(), null, record);
    }

    @Override
    public void tell(BusRecord.Told record) {
        say(topics.everybody(), null, record);
    }

    private void say(String topic, byte @Nullable [] key, BusRecord record) {
        sender.add(new ProducerRecord<>(topic, key, traffic.encoded(record)));
    }

    /// On the reader's thread.
    private void hear(String topic, byte @Nullable [] key, byte[] encoded) {
        traffic.hear(encoded, _ -> true, record -> isForMe(topic, key, record));
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
        if (subscribed.add(conversation)) {
            traffic.subscribed(conversation);
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
        traffic.expect(others);
    }

    @Override
    public void listen(Listener to) {
        traffic.listen(to);
    }

    @Override
    public boolean healthy() {
        return traffic.healthy();
    }

    @Override
    public BusCounters counters() {
        return traffic.counters();
    }

    @Override
    public void close() {
        traffic.end();
        reader.close();
        sender.close();
        log.debug("left Kafka");
    }
}
