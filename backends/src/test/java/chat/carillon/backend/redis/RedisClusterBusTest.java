package chat.carillon.backend.redis;

import static chat.carillon.backend.bus.Heard.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.carillon.backend.bus.Heard;
import chat.carillon.core.bus.Bus;
import chat.carillon.core.time.SystemTime;
import chat.carillon.model.ConversationId;
import chat.carillon.services.redis.RedisCluster;
import chat.carillon.services.redis.RedisServer;
import chat.carillon.testkit.contract.cluster.BusContract;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisClusterBusTest extends BusContract {
    private static final Duration WITHIN = Duration.ofSeconds(30);

    /// Of all three nodes of the cluster.
    private static final List<ConversationId> CONVERSATIONS = IntStream.range(0, 20)
            .mapToObj(number -> new ConversationId("general" + number))
            .toList();

    private static RedisCluster redis;

    private SystemTime time;

    @BeforeAll
    static void startRedis(@TempDir Path directory) throws IOException {
        redis = RedisCluster.start(directory);
    }

    @AfterAll
    static void stopRedis() {
        redis.close();
    }

    @BeforeEach
    void startTime() throws IOException {
        time = new SystemTime();
        redis.startAll();
    }

    @AfterEach
    void stopTime() {
        time.close();
    }

    @Override
    protected Bus connect(String node) {
        return RedisBus.open(node, RedisOptions.of(redis.urls(), true), time);
    }

    private static void awaitHealthy(Bus... buses) {
        await().atMost(WITHIN).until(() -> List.of(buses).stream().allMatch(Bus::healthy));
    }

    private static void awaitSuspect(Bus... buses) {
        await().atMost(WITHIN).until(() -> List.of(buses).stream().noneMatch(Bus::healthy));
    }

    /// Publishes to each conversation until it is heard.
    private static void reaches(Bus from, Heard heard) {
        for (int number = 0; number < CONVERSATIONS.size(); number++) {
            int seq = number + 1;
            ConversationId conversation = CONVERSATIONS.get(number);
            await().atMost(WITHIN).until(() -> {
                from.publish(entry(conversation, seq));
                return heard.seqs().contains((long) seq);
            });
        }
    }

    @Test
    void what_is_published_travels_through_every_shard() throws IOException {
        assertThat(CONVERSATIONS.stream().map(one -> holderOf(one).address()).distinct())
                .hasSize(3);
        try (Bus ann = connect("n1#1");
                Bus bob = connect("n2#1")) {
            Heard heard = Heard.on(bob);
            CONVERSATIONS.forEach(bob::subscribe);
            await().atMost(WITHIN).until(() -> heard.subscribed().containsAll(CONVERSATIONS));

            reaches(ann, heard);
        }
    }

    private static RedisServer holderOf(ConversationId conversation) {
        try {
            return redis.firstHolderOf(RedisOptions.DEFAULT_PREFIX + "c:" + conversation.value());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void a_node_of_the_cluster_that_dies_is_subscribed_to_again_when_it_comes_back() throws IOException {
        try (Bus ann = connect("n1#1");
                Bus bob = connect("n2#1")) {
            Heard heard = Heard.on(bob);
            CONVERSATIONS.forEach(bob::subscribe);
            await().atMost(WITHIN).until(() -> heard.subscribed().containsAll(CONVERSATIONS));
            awaitHealthy(ann, bob);
            // The beats of all go through the first, and not through the second.
            RedisServer first = redis.firstHolderOf(RedisOptions.DEFAULT_PREFIX + "all");
            RedisServer second = redis.nodes().stream()
                    .filter(node -> node != first)
                    .findFirst()
                    .orElseThrow();
            for (RedisServer node : List.of(first, second)) {
                node.kill();
                awaitSuspect(ann, bob);

                heard.forget();
                redis.startAll();
                awaitHealthy(ann, bob);
                List<ConversationId> lost = CONVERSATIONS.stream()
                        .filter(conversation -> holderOf(conversation).address().equals(node.address()))
                        .toList();
                await().atMost(WITHIN).until(() -> heard.subscribed().containsAll(lost));
                reaches(ann, heard);
            }
        }
    }

    @Test
    void each_node_of_the_cluster_that_does_not_answer_makes_the_bus_suspect() throws IOException {
        try (Bus ann = connect("n1#1");
                Bus bob = connect("n2#1")) {
            awaitHealthy(ann, bob);
            for (RedisServer node : redis.nodes()) {
                node.freeze();
                try {
                    awaitSuspect(ann, bob);
                } finally {
                    node.thaw();
                }
                awaitHealthy(ann, bob);
            }
        }
    }
}
