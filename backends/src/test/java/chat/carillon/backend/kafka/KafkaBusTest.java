package chat.carillon.backend.kafka;

import static chat.carillon.backend.bus.Heard.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import chat.carillon.backend.bus.Heard;
import chat.carillon.core.bus.Bus;
import chat.carillon.core.time.SystemTime;
import chat.carillon.model.ConversationId;
import chat.carillon.services.kafka.KafkaServer;
import chat.carillon.services.process.Ports;
import chat.carillon.testkit.contract.cluster.BusContract;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaBusTest extends BusContract {
    private static final ConversationId GENERAL = new ConversationId("general");
    private static final ConversationId OTHER = new ConversationId("other");
    private static final Duration WITHIN = Duration.ofSeconds(20);

    /// Three beats, and some for a machine that has other things to do as well.
    private static final Duration SUSPECT_WITHIN = Duration.ofMillis(2_500);

    private static final int PARTITIONS = 3;
    private static KafkaServer kafka;

    private SystemTime time;

    @BeforeAll
    static void startKafka(@TempDir Path directory) throws IOException {
        kafka = KafkaServer.start(directory);
    }

    @AfterAll
    static void stopKafka() {
        kafka.close();
    }

    @BeforeEach
    void startTime() throws IOException {
        time = new SystemTime();
        kafka.start();
    }

    @AfterEach
    void stopTime() {
        time.close();
    }

    @Override
    protected Bus connect(String node) {
        return open(node, KafkaOptions.DEFAULT_PREFIX);
    }

    private KafkaBus open(String node, String prefix) {
        return KafkaBus.open(node, new KafkaOptions(kafka.servers(), prefix, PARTITIONS, Map.of()), time);
    }

    private static void awaitHealthy(Bus... buses) {
        await().atMost(WITHIN).until(() -> List.of(buses).stream().allMatch(Bus::healthy));
    }

    private static void awaitSuspect(Bus... buses) {
        await().atMost(SUSPECT_WITHIN).until(() -> List.of(buses).stream().noneMatch(Bus::healthy));
    }

    @Test
    void after_a_crash_of_the_broker_a_node_goes_on_where_it_was_without_what_was_said_meanwhile() throws IOException {
        try (Bus ann = connect("n1#1");
                Bus bob = connect("n2#1")) {
            Heard heard = Heard.on(bob);
            bob.subscribe(GENERAL);
            bob.subscribe(OTHER);
            awaitHealthy(ann, bob);
            long before = ann.counters().sent();
            LongStream.rangeClosed(1, 2_000).forEach(seq -> ann.publish(entry(GENERAL, seq)));
            // All of them are Kafka's now, whether the other node has read them or not.
            await().atMost(WITHIN).until(() -> ann.counters().sent() >= before + 2_000);
            kafka.kill();
            awaitSuspect(ann, bob);
            long dropped = ann.counters().dropped();
            ann.publish(entry(OTHER, 1));
            // Beats are dropped in the same order; at most those of two seconds wait before it.
            await().atMost(WITHIN).until(() -> ann.counters().dropped() >= dropped + 10);

            kafka.start();
            awaitHealthy(ann, bob);
            ann.publish(entry(GENERAL, 2_001));
            await().atMost(WITHIN).until(() -> heard.seqs().contains(2_001L));

            assertThat(heard.seqs())
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, 2_001).boxed().toList());
        }
    }

    @Test
    void a_broker_that_does_not_answer_is_suspect_and_holds_nobody_up() throws IOException {
        try (Bus ann = connect("n1#1");
                Bus bob = connect("n2#1")) {
            Heard heard = Heard.on(bob);
            bob.subscribe(GENERAL);
            awaitHealthy(ann, bob);
            kafka.freeze();
            try {
                awaitSuspect(ann, bob);
                long started = System.nanoTime();
                LongStream.rangeClosed(1, 2L * KafkaSender.MAX_WAITING)
                        .forEach(seq -> ann.publish(entry(GENERAL, seq)));
                assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(2));
                await().atMost(WITHIN).until(() -> ann.counters().dropped() > 0);
            } finally {
                kafka.thaw();
            }
            awaitHealthy(ann, bob);
            ann.publish(entry(GENERAL, 1_000_000));
            await().atMost(WITHIN).until(() -> heard.seqs().contains(1_000_000L));
        }
    }

    @Test
    void a_node_that_should_be_there_and_is_not_heard_makes_the_bus_suspect() {
        try (Bus bus = connect("n1#1")) {
            awaitHealthy(bus);
            bus.expect(Set.of("n2#1"));
            awaitSuspect(bus);

            try (Bus _ = connect("n2#1")) {
                awaitHealthy(bus);
            }
        }
    }

    @Test
    void installations_with_other_prefixes_share_a_kafka_without_hearing_each_other() {
        try (Bus ann = open("n1#1", "eu.");
                Bus bob = open("n2#1", "eu.");
                Bus other = open("n2#1", "us.")) {
            Heard heard = Heard.on(bob);
            Heard elsewhere = Heard.on(other);
            bob.subscribe(GENERAL);
            other.subscribe(GENERAL);
            ann.publish(entry(GENERAL, 1));
            ann.broadcast(entry(GENERAL, 2));
            ann.send(Set.of("n2#1"), entry(GENERAL, 3));
            await().atMost(WITHIN).until(() -> heard.seqs().containsAll(List.of(1L, 2L, 3L)));

            try (Bus neighbour = open("n1#1", "us.")) {
                neighbour.publish(entry(GENERAL, 4));
                neighbour.broadcast(entry(GENERAL, 5));
                neighbour.send(Set.of("n2#1"), entry(GENERAL, 6));
                await().atMost(WITHIN).until(() -> elsewhere.seqs().size() >= 3);
            }
            assertThat(elsewhere.seqs()).containsExactlyInAnyOrder(4L, 5L, 6L);
            assertThat(heard.seqs()).containsExactlyInAnyOrder(1L, 2L, 3L);
        }
    }

    @Test
    void nodes_of_one_kafka_know_it_by_one_name() {
        try (KafkaBus first = open("n1#1", "a.");
                KafkaBus second = open("n2#1", "b.")) {
            assertThat(first.brokerId()).isNotBlank().isEqualTo(second.brokerId());
        }
    }

    @Test
    void nodes_that_come_to_an_empty_kafka_at_once_make_its_topics_together() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 0; round < 5; round++) {
                String prefix = "fresh%d.".formatted(round);
                List<Callable<KafkaBus>> nodes = IntStream.range(0, 4)
                        .<Callable<KafkaBus>>mapToObj(i -> () -> open("n%d#1".formatted(i), prefix))
                        .toList();
                for (Future<KafkaBus> node : threads.invokeAll(nodes)) {
                    node.get().close();
                }
            }
        }
    }

    @Test
    void a_kafka_that_cannot_be_used_is_said_in_one_sentence() throws IOException {
        String nobody = "127.0.0.1:" + Ports.free();
        var impatient = new KafkaOptions(
                nobody,
                KafkaOptions.DEFAULT_PREFIX,
                PARTITIONS,
                Map.of("default.api.timeout.ms", "1000", "request.timeout.ms", "500"));

        assertThatIllegalStateException()
                .isThrownBy(() -> KafkaBus.open("n1#1", impatient, time))
                .withMessageStartingWith("Kafka at %s cannot be used: it does not answer", nobody);
        assertThatIllegalStateException()
                .isThrownBy(() -> KafkaBus.open("n1#1", KafkaOptions.of("no-port"), time))
                .withMessageStartingWith("Kafka at no-port cannot be used: ")
                .withMessageContaining("no-port");
    }
}
