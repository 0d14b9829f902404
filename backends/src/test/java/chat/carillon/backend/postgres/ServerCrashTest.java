package chat.carillon.backend.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.carillon.core.store.StoreUnavailableException;
import chat.carillon.model.ClientMessageId;
import chat.carillon.model.Entry;
import chat.carillon.protocol.Limits;
import chat.carillon.services.postgres.PostgresServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What remains when the database dies under load.
class ServerCrashTest {
    private static final Duration MAX_RECOVERY = Duration.ofSeconds(60);
    private static final int SENDERS = 6;

    @TempDir
    Path directory;

    private PostgresServer server;
    private PostgresStore store;
    private Chat chat;
    private ExecutorService threads;
    private final Map<String, Long> answered = new ConcurrentHashMap<>();
    private final AtomicBoolean enough = new AtomicBoolean();

    @BeforeEach
    void open() {
        server = TestDatabase.startDurable(directory);
        PostgresOptions options =
                PostgresOptions.of(server.url("carillon")).withTimeouts(Duration.ofSeconds(2), Duration.ofSeconds(2));
        store = PostgresStore.open(options, Limits.DEFAULT);
        chat = Chat.in(store, "c");
        threads = Executors.newVirtualThreadPerTaskExecutor();
    }

    @AfterEach
    void close() {
        enough.set(true);
        threads.close();
        store.close();
        server.close();
    }

    /// Sends as clients do, until it is enough: each write again and again until it is answered.
    private void load() {
        for (int sender = 0; sender < SENDERS; sender++) {
            String name = "sender-" + sender;
            threads.execute(() -> {
                for (int i = 0; !enough.get(); i++) {
                    send(name + "-" + i);
                }
            });
        }
        awaitAnswers(100);
    }

    private void send(String key) {
        while (!enough.get()) {
            try {
                answered.put(key, Chat.seq(chat.append(key, "text of " + key)));
                return;
            } catch (StoreUnavailableException e) {
                store.probe();
            }
        }
    }

    private void awaitAnswers(int more) {
        int goal = answered.size() + more;
        await().atMost(MAX_RECOVERY).until(() -> answered.size() >= goal);
    }

    private void assertNothingLost() {
        enough.set(true);
        threads.close();
        await().atMost(MAX_RECOVERY).until(() -> {
            store.probe();
            return store.refusal().isEmpty();
        });
        List<Entry> log = chat.soundLog();
        new HashMap<>(answered)
                .forEach((key, seq) ->
                        assertThat(log.get((int) (seq - 1)).clientMessageId()).isEqualTo(new ClientMessageId(key)));
    }

    @Test
    void what_was_acknowledged_is_there_after_each_of_several_crashes() throws Exception {
        load();
        for (int crash = 0; crash < 2; crash++) {
            server.kill();
            server.start();
            awaitAnswers(100);
        }

        assertNothingLost();
    }

    @Test
    void a_server_that_is_stopped_at_once_and_started_again_loses_nothing() throws Exception {
        load();
        server.stopAtOnce();
        await().atMost(MAX_RECOVERY).until(() -> store.refusal().isPresent());
        server.start();
        awaitAnswers(100);

        assertNothingLost();
    }

    @Test
    void a_server_that_freezes_is_refused_within_bounds_and_used_again_when_it_goes_on() throws Exception {
        load();
        server.freeze();
        await().atMost(Duration.ofSeconds(30)).until(() -> store.refusal().isPresent());
        server.thaw();
        awaitAnswers(100);

        assertNothingLost();
    }
}
