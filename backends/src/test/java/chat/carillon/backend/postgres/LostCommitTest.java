package chat.carillon.backend.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.carillon.core.log.AppendResult;
import chat.carillon.core.store.StoreUnavailableException;
import chat.carillon.model.ClientMessageId;
import chat.carillon.model.Entry;
import chat.carillon.protocol.Limits;
import chat.carillon.services.network.Fault;
import chat.carillon.services.network.Fault.Manner;
import chat.carillon.services.network.TcpProxy;
import chat.carillon.services.postgres.PostgresServer;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What becomes of appends whose connection breaks, before, while and after they commit.
class LostCommitTest {
    /// Some to begin with, then two an append: what is loaded, what is written and committed.
    private static final int MAX_REQUESTS_OF_A_CONNECTION = 40;

    private TcpProxy proxy;
    private PostgresStore store;
    private Chat chat;

    @BeforeEach
    void open() throws Exception {
        String url = TestDatabase.create();
        String database = URI.create(url.substring("jdbc:".length())).getPath().substring(1);
        proxy = TcpProxy.start(TestDatabase.server().address());
        PostgresOptions options = PostgresOptions.of(PostgresServer.url(proxy.address(), database))
                .withTimeouts(Duration.ofSeconds(2), Duration.ofSeconds(2));
        store = PostgresStore.open(options, Limits.DEFAULT);
        chat = Chat.in(store, "c");
    }

    @AfterEach
    void close() {
        store.close();
        proxy.close();
    }

    private void sabotage(Random random) {
        proxy.setFaults(() -> {
            synchronized (random) {
                Manner manner = random.nextBoolean() ? Manner.REPLY_LOST : Manner.REQUEST_LOST;
                return new Fault(6 + random.nextInt(MAX_REQUESTS_OF_A_CONNECTION), manner);
            }
        });
        proxy.cutAll();
    }

    /// As a client does: asks again, with the same key, until there is an answer.
    private long sendUntilAnswered(String key) {
        for (int attempt = 0; attempt < 50; attempt++) {
            try {
                return Chat.seq(chat.append(key, "text of " + key));
            } catch (StoreUnavailableException e) {
                store.probe();
            }
        }
        throw new AssertionError("no answer to " + key);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void wherever_connections_break_nothing_is_lost_doubled_or_missing(long seed) throws Exception {
        sabotage(new Random(seed));
        var calls = new ArrayList<Callable<Map<String, Long>>>();
        for (int sender = 0; sender < 4; sender++) {
            String name = "sender-" + sender;
            calls.add(() -> {
                var answered = new HashMap<String, Long>();
                for (int i = 0; i < 100; i++) {
                    String key = name + "-" + i;
                    answered.put(key, sendUntilAnswered(key));
                }
                return answered;
            });
        }

        var answered = new HashMap<String, Long>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Map<String, Long>> sender : threads.invokeAll(calls)) {
                answered.putAll(sender.get());
            }
        }
        proxy.setFaults(() -> Fault.NONE);

        List<Entry> log = chat.soundLog();
        assertThat(log).hasSize(401);
        answered.forEach((key, seq) ->
                assertThat(log.get((int) (seq - 1)).clientMessageId()).isEqualTo(new ClientMessageId(key)));
    }

    /// Every connection breaks at its first commit: there the outcome must be looked up.
    private List<AppendResult> commitsCutOff(Manner manner, int commits) {
        var results = new ArrayList<AppendResult>();
        for (int i = 0; i < commits; i++) {
            var left = new AtomicInteger(i % 6);
            proxy.setFaults(
                    () -> left.getAndDecrement() == 0 ? new Fault(6 + results.size() % 12, manner) : Fault.NONE);
            proxy.cutAll();
            results.add(chat.append("key-" + i, "text " + i));
        }
        proxy.setFaults(() -> Fault.NONE);
        return results;
    }

    @Test
    void a_commit_whose_reply_is_lost_is_answered_as_if_nothing_had_happened() {
        List<AppendResult> results = commitsCutOff(Manner.REPLY_LOST, 36);

        assertThat(results).hasOnlyElementsOfType(AppendResult.Appended.class);
        assertThat(chat.soundLog().subList(1, 37))
                .containsExactlyElementsOf(results.stream()
                        .map(result -> ((AppendResult.Appended) result).entry())
                        .toList());
    }

    @Test
    void a_commit_that_never_arrives_is_done_again() {
        List<AppendResult> results = commitsCutOff(Manner.REQUEST_LOST, 36);

        assertThat(results).hasOnlyElementsOfType(AppendResult.Appended.class);
        assertThat(chat.soundLog()).hasSize(37);
    }

    @Test
    void while_the_network_is_cut_writes_and_reads_fail_within_bounds_and_then_at_once() {
        chat.post("before");
        proxy.cut();

        assertThat(secondsOf(() -> chat.post("during"))).isLessThan(15);
        assertThat(store.refusal())
                .hasValueSatisfying(reason -> assertThat(reason).contains("cannot be reached"));
        assertThat(secondsOf(() -> chat.post("during"))).isLessThan(1);
        assertThat(secondsOf(chat::texts)).isLessThan(1);

        proxy.mend();
        awaitRecovery();
        chat.post("after");
        assertThat(chat.texts()).startsWith("before").endsWith("after");
        chat.soundLog();
    }

    private void awaitRecovery() {
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            store.probe();
            return store.refusal().isEmpty();
        });
    }

    private static double secondsOf(Callable<?> refused) {
        long start = System.nanoTime();
        try {
            refused.call();
            throw new AssertionError("it was not refused");
        } catch (StoreUnavailableException e) {
            return (System.nanoTime() - start) / 1e9;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
