package chat.carillon.backend.redis;

import static chat.carillon.backend.bus.Heard.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.carillon.backend.bus.Heard;
import chat.carillon.core.registry.SessionRegistry;
import chat.carillon.core.registry.SessionRegistry.Registration;
import chat.carillon.core.time.SystemTime;
import chat.carillon.model.ConversationId;
import chat.carillon.model.DeviceId;
import chat.carillon.model.SessionId;
import chat.carillon.model.UserId;
import chat.carillon.services.process.Ports;
import chat.carillon.services.redis.RedisCluster;
import chat.carillon.services.redis.RedisProgram;
import chat.carillon.services.redis.RedisServer;
import io.lettuce.core.RedisClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisFailoverTest {
    private static final ConversationId GENERAL = new ConversationId("general");
    private static final UserId ANN = new UserId("ann");
    private static final Registration SESSION =
            new Registration(ANN, new DeviceId("phone"), new SessionId("s1"), "n1#1", 1);
    private static final Duration WITHIN = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    private SystemTime time;

    @BeforeEach
    void startTime() {
        time = new SystemTime();
    }

    @AfterEach
    void stopTime() {
        time.close();
    }

    private interface Failure {
        /// A server dies that is not started again.
        void happen() throws Exception;
    }

    /// The bus and the registry work, and work again after the failure.
    private void survives(RedisOptions options, Failure failure) throws Exception {
        try (RedisBus ann = RedisBus.open("n1#1", options, time);
                RedisBus bob = RedisBus.open("n2#1", options, time);
                RedisSessionRegistry registry = RedisSessionRegistry.open("n1#1", options, time)) {
            Heard heard = Heard.on(bob);
            bob.subscribe(GENERAL);
            await().atMost(WITHIN).until(() -> heard.subscribed().contains(GENERAL) && ann.healthy() && bob.healthy());
            registry.register(SESSION).join();

            failure.happen();
            await().atMost(WITHIN).until(() -> !ann.healthy() && !bob.healthy());

            await().atMost(WITHIN).until(() -> ann.healthy() && bob.healthy());
            await().atMost(WITHIN).until(() -> {
                ann.publish(entry(GENERAL, 2));
                return heard.seqs().contains(2L);
            });
            await().atMost(WITHIN)
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(find(registry)).containsExactly(SESSION));
            try (RedisBus late = RedisBus.open("n3#1", options, time)) {
                assertThat(late.brokerId()).isEqualTo(ann.brokerId());
            }
        }
    }

    private static List<Registration> find(SessionRegistry registry) {
        return registry.find(List.of(ANN)).getOrDefault(ANN, List.of());
    }

    @Test
    void the_one_that_sentinel_promotes_takes_over() throws Exception {
        int sentinelPort = Ports.free();
        String replicate = "repl-diskless-sync-delay 0";
        RedisProgram program = RedisProgram.bundled();
        try (RedisServer master = RedisServer.start(directory.resolve("1"), program, Ports.free(), replicate);
                RedisServer replica = RedisServer.start(
                        directory.resolve("2"),
                        program,
                        Ports.free(),
                        "repl-diskless-sync yes",
                        "replicaof 127.0.0.1 " + master.address().getPort());
                var _ = RedisServer.startSentinel(
                        directory.resolve("3"),
                        program,
                        sentinelPort,
                        "sentinel monitor chat 127.0.0.1 %d 1"
                                .formatted(master.address().getPort()),
                        "sentinel down-after-milliseconds chat 1000",
                        "sentinel failover-timeout chat 5000")) {
            awaitReplica(replica, sentinelPort);

            survives(
                    RedisOptions.of(List.of("redis-sentinel://127.0.0.1:%d#chat".formatted(sentinelPort)), false),
                    master::kill);
        }
    }

    /// Until the replica has what the other has, and Sentinel knows of it.
    private static void awaitReplica(RedisServer replica, int sentinelPort) {
        try (RedisClient asked = RedisClient.create(replica.url());
                RedisClient sentinel =
                        RedisClient.create("redis-sentinel://127.0.0.1:%d#chat".formatted(sentinelPort));
                var answers = asked.connect();
                var knows = sentinel.connectSentinel()) {
            await().atMost(WITHIN)
                    .until(() -> answers.sync().info("replication").contains("master_link_status:up"));
            await().atMost(WITHIN).until(() -> !knows.sync().replicas("chat").isEmpty());
        }
    }

    @Test
    void the_replica_of_a_shard_takes_over() throws Exception {
        try (RedisCluster cluster = RedisCluster.startWithReplicas(directory)) {
            RedisOptions options = RedisOptions.of(cluster.urls(), true);
            RedisServer shard = cluster.firstHolderOf(options.prefix() + "c:" + GENERAL.value());
            RedisServer replica = cluster.nodes()
                    .get(cluster.nodes().indexOf(shard) + cluster.nodes().size() / 2);
            try (RedisClient asked = RedisClient.create(replica.url());
                    var answers = asked.connect()) {
                await().atMost(WITHIN)
                        .until(() -> answers.sync().info("replication").contains("master_link_status:up"));
            }
            survives(options, shard::kill);
        }
    }
}
