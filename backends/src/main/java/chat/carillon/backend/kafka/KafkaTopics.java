package chat.carillon.backend.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/// The topics of an installation, made when they are missing. Records are kept for a few minutes: long enough for a
/// node that was cut off to go on where it was; whoever comes later asks the store.
final class KafkaTopics {
    private static final Duration RETENTION = Duration.ofMinutes(10);
    private static final Duration RETRY_EVERY = Duration.ofMillis(50);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final String prefix;

    KafkaTopics(String prefix) {
        this.prefix = prefix;
    }

    /// @param clusterId of Kafka
    /// @param partitions all that a node reads
    record Prepared(String clusterId, List<TopicPartition> partitions) {}

    String conversations() {
        return prefix + "conversations";
    }

    String everybody() {
        return prefix + "all";
    }

    /// @param node name and incarnation: the topic belongs to the name, which is used again
    String inbox(String node) {
        int end = node.indexOf('#');
        return prefix + "node." + (end < 0 ? node : node.substring(0, end));
    }

    /// Makes what is missing.
    ///
    /// @param self name and incarnation of the own node
    /// @throws IllegalStateException if Kafka cannot be reached or refuses; one sentence
    Prepared prepare(KafkaOptions options, String self) {
        try {
            Admin admin = Admin.create(administering(options));
            try {
                return prepare(admin, options.partitions(), self);
            } finally {
                // Calls that got no answer would be waited for.
                admin.close(Duration.ZERO);
            }
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            throw unusable(options, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static Properties administering(KafkaOptions options) {
        var properties = new Properties();
        properties.put("request.timeout.ms", Long.toString(TIMEOUT.toMillis() / 2));
        properties.put("default.api.timeout.ms", Long.toString(TIMEOUT.toMillis()));
        properties.putAll(options.client());
        return properties;
    }

    private Prepared prepare(Admin admin, int partitions, String self)
            throws ExecutionException, TimeoutException, InterruptedException {
        var topics = List.of(topic(conversations(), partitions), topic(everybody(), 1), topic(inbox(self), 1));
        make(admin, topics);
        String id = await(admin.describeCluster().clusterId());
        return new Prepared(
                id, partitions(admin, topics.stream().map(NewTopic::name).toList()));
    }

    /// Kafka's client gives up first.
    private static <T> T await(KafkaFuture<T> answer)
            throws ExecutionException, TimeoutException, InterruptedException {
        return answer.get(2 * TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    }

    static IllegalStateException unusable(KafkaOptions options, Exception failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String reason = root instanceof org.apache.kafka.common.errors.TimeoutException
                ? "it does not answer (%s)".formatted(root.getMessage())
                : root.getMessage();
        return new IllegalStateException(
                "Kafka at %s cannot be used: %s".formatted(options.servers(), reason), failure);
    }

    private static NewTopic topic(String name, int partitions) {
        return new NewTopic(name, Optional.of(partitions), Optional.empty())
                .configs(Map.of(
                        "retention.ms", Long.toString(RETENTION.toMillis()),
                        "segment.ms", Long.toString(RETENTION.toMillis()),
                        "cleanup.policy", "delete"));
    }

    private static void make(Admin admin, List<NewTopic> topics)
            throws ExecutionException, TimeoutException, InterruptedException {
        for (var made : admin.createTopics(topics).values().values()) {
            try {
                var _ = await(made);
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        }
    }

    /// A topic that another node has just made is there, says Kafka, a moment before it can be described.
    private static Map<String, TopicDescription> describe(Admin admin, List<String> topics)
            throws ExecutionException, TimeoutException, InterruptedException {
        long end = System.nanoTime() + TIMEOUT.toNanos();
        while (true) {
            try {
                return await(admin.describeTopics(topics).allTopicNames());
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException) || System.nanoTime() - end > 0) {
                    throw e;
                }
                Thread.sleep(RETRY_EVERY);
            }
        }
    }

    private static List<TopicPartition> partitions(Admin admin, List<String> topics)
            throws ExecutionException, TimeoutException, InterruptedException {
        Map<String, TopicDescription> described = describe(admin, topics);
        var partitions = new ArrayList<TopicPartition>();
        described.forEach((name, topic) ->
                topic.partitions().forEach(one -> partitions.add(new TopicPartition(name, one.partition()))));
        return partitions;
    }
}
