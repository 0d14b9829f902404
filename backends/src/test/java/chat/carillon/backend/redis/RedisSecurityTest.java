package chat.carillon.backend.redis;

import static chat.carillon.backend.bus.Heard.entry;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import chat.carillon.backend.bus.Heard;
import chat.carillon.core.bus.Bus;
import chat.carillon.core.registry.SessionRegistry.Registration;
import chat.carillon.core.time.SystemTime;
import chat.carillon.model.ConversationId;
import chat.carillon.model.DeviceId;
import chat.carillon.model.SessionId;
import chat.carillon.model.UserId;
import chat.carillon.services.process.Ports;
import chat.carillon.services.redis.RedisProgram;
import chat.carillon.services.redis.RedisServer;
import io.lettuce.core.RedisException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisSecurityTest {
    private static final ConversationId GENERAL = new ConversationId("general");
    private static final Registration SESSION =
            new Registration(new UserId("ann"), new DeviceId("phone"), new SessionId("s1"), "n1#1", 1);
    private static final Duration WITHIN = Duration.ofSeconds(20);
    private static final String TRUST = "javax.net.ssl.trustStore";
    private static final String TRUST_PASSWORD = "javax.net.ssl.trustStorePassword";

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
        System.clearProperty(TRUST);
        System.clearProperty(TRUST_PASSWORD);
    }

    private RedisBus open(String node, String url) {
        return RedisBus.open(node, RedisOptions.of(List.of(url), false), time);
    }

    private void carries(String url) {
        try (Bus ann = open("n1#1", url);
                Bus bob = open("n2#1", url);
                var registry = RedisSessionRegistry.open("n1#1", RedisOptions.of(List.of(url), false), time)) {
            Heard heard = Heard.on(bob);
            bob.subscribe(GENERAL);
            await().atMost(WITHIN).until(() -> {
                ann.publish(entry(GENERAL, 1));
                return heard.seqs().contains(1L);
            });
            await().atMost(WITHIN).until(() -> ann.healthy() && bob.healthy());
            registry.register(SESSION).join();
            await().atMost(WITHIN)
                    .until(() -> registry.find(List.of(SESSION.user())).containsKey(SESSION.user()));
            registry.unregister(SESSION);
            await().atMost(WITHIN)
                    .until(() -> registry.find(List.of(SESSION.user())).isEmpty());
        }
    }

    private void isRefused(String url) {
        assertThatExceptionOfType(RedisException.class).isThrownBy(() -> open("n3#1", url));
    }

    @Test
    void a_password_is_asked_for_and_given() throws Exception {
        int port = Ports.free();
        try (var _ = RedisServer.start(directory, RedisProgram.bundled(), port, "requirepass secret")) {
            carries("redis://:secret@127.0.0.1:" + port);
            isRefused("redis://:wrong@127.0.0.1:" + port);
            isRefused("redis://127.0.0.1:" + port);
        }
    }

    @Test
    void a_user_who_may_do_no_more_than_is_needed_is_enough() throws Exception {
        int port = Ports.free();
        String rights = "user carillon on >secret resetchannels &carillon:* ~carillon:* -@all +@pubsub +@connection"
                + " +get +set +hset +hdel +hgetall +expire +zadd +zrem +zscore +zrangebyscore +zremrangebyscore"
                + " +eval +time";
        try (var _ = RedisServer.start(directory, RedisProgram.bundled(), port, rights, "user default off")) {
            carries("redis://carillon:secret@127.0.0.1:" + port);
            isRefused("redis://127.0.0.1:" + port);
        }
    }

    @Test
    void tls_is_spoken_with_a_server_that_is_trusted_and_with_no_other() throws Exception {
        int port = Ports.free();
        SelfSigned own = SelfSigned.in(directory);
        try (var _ = RedisServer.start(
                directory.resolve("redis"),
                RedisProgram.seven(),
                port,
                "port 0",
                "tls-port " + port,
                "tls-cert-file " + own.certificate(),
                "tls-key-file " + own.key(),
                "tls-auth-clients no")) {
            String url = "rediss://127.0.0.1:" + port;
            isRefused(url);
            isRefused("redis://127.0.0.1:" + port);

            System.setProperty(TRUST, own.store().toString());
            System.setProperty(TRUST_PASSWORD, SelfSigned.PASSWORD);
            carries(url);
        }
    }
}
