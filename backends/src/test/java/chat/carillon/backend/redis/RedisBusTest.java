package chat.carillon.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.carillon.backend.bus.Heard;
import chat.carillon.core.bus.Bus;
import chat.carillon.core.bus.BusRecord;
import chat.carillon.core.time.SystemTime;
import chat.carillon.model.ConversationId;
import chat.carillon.services.redis.RedisServer;
import chat.carillon.testkit.contract.cluster.BusContract;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisBusTest extends BusContract {
    private static final ConversationId GENERAL = new ConversationId("general");
    private static final Duration WITHIN = Duration.ofSeconds(20);
    private static RedisServer redis;

    private SystemTime time;

    @BeforeAll
    static void startRedis(@TempDir Path directory) throws IOException {
        redis = RedisServer.start(directory);
    }

    @AfterAll
    static void stopRedis() {
        redis.close();
    }

    @BeforeEach
    void startTime() throws IOException {
        time = new SystemTime();
        redis.start();
    }

    @AfterEach
    void stopTime() {
        time.close();
    }

    @Override
    protected Bus connect(String node) {
        return RedisBus.open(node, RedisOptions.of(List.of(redis.url()), false), time);
    }

    @Test
    void a_redis_that_dies_makes_the_bus_suspect_and_one_that_comes_back_is_subscribed_to_again() throws IOException {
        try (Bus one = connect("n1#1");
                Bus other = connect("n2#1")) {
            Heard heard = Heard.on(other);
            other.subscribe(GENERAL);
            await().atMost(WITHIN)
                    .until(() -> heard.subscribed().contains(GENERAL) && one.healthy() && other.healthy());

            redis.kill();
            await().atMost(WITHIN).until(() -> !one.healthy() && !other.healthy());
            one.publish(new BusRecord.Ephemeral(GENERAL, new byte[0]));
            assertThat(one.counters().dropped()).isPositive();

            heard.forget();
            redis.start();
            await().atMost(WITHIN)
                    .until(() -> heard.subscribed().contains(GENERAL) && one.healthy() && other.healthy());
            await().atMost(WITHIN).until(() -> {
                one.publish(new BusRecord.Ephemeral(GENERAL, new byte[0]));
                return !heard.records().isEmpty();
            });
        }
    }

    @Test
    void what_is_subscribed_to_while_redis_is_away_is_subscribed_to_when_it_comes_back() throws IOException {
        try (Bus bus = connect("n1#1")) {
            Heard heard = Heard.on(bus);
            redis.kill();
            await().atMost(WITHIN).until(() -> !bus.healthy());
            bus.subscribe(GENERAL);
            redis.start();

            await().atMost(WITHIN).until(() -> heard.subscribed().contains(GENERAL));
        }
    }

    @Test
    void a_redis_that_does_not_answer_is_suspect_within_two_seconds() throws IOException {
        try (Bus bus = connect("n1#1")) {
            await().atMost(WITHIN).until(bus::healthy);
            redis.freeze();
            try {
                await().atMost(WITHIN).until(() -> !bus.healthy());
            } finally {
                redis.thaw();
            }
            await().atMost(WITHIN).until(bus::healthy);
        }
    }

    @Test
    void a_node_that_should_be_there_and_is_not_heard_makes_the_bus_suspect() {
        try (Bus bus = connect("n1#1")) {
            await().atMost(WITHIN).until(bus::healthy);
            bus.expect(Set.of("n2#1"));
            await().atMost(WITHIN).until(() -> !bus.healthy());

            try (Bus _ = connect("n2#1")) {
                await().atMost(WITHIN).until(bus::healthy);
            }
        }
    }

    @Test
    void nodes_of_one_redis_know_it_by_one_name_also_after_it_came_back_empty() throws IOException {
        RedisOptions options = RedisOptions.of(List.of(redis.url()), false);
        try (RedisBus first = RedisBus.open("n1#1", options, time)) {
            redis.kill();
            await().atMost(WITHIN).until(() -> !first.healthy());
            redis.start();
            await().atMost(WITHIN).until(first::healthy);

            await().atMost(WITHIN).untilAsserted(() -> {
                try (RedisBus second = RedisBus.open("n2#1", options, time)) {
                    assertThat(second.brokerId()).isEqualTo(first.brokerId());
                }
            });
            try (RedisBus other = RedisBus.open("n3#1", options.withPrefix("other:"), time)) {
                assertThat(other.brokerId()).isNotEqualTo(first.brokerId());
            }
        }
    }
}
