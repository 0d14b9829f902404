package chat.carillon.server.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.carillon.server.TestServer;
import chat.carillon.server.TestServer.Reply;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// More clients come at once than the node takes: they are told when to come back, all get in, and those who are
/// connected notice nothing.
class StormIT {
    private static final int CLIENTS = 300;

    /// Three times as many as may wait however fast the machine hashes, so that some are refused on any machine.
    private static final int LOGINS = 200;

    /// The pair talks as fast as it can.
    private static final String UNHURRIED = "limits.requestsPerSecond=100000";

    /// What is promised is 2 s, and what a machine that also compiles can be held to is this.
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    @TempDir
    private Path folder;

    private final AtomicInteger refusals = new AtomicInteger();
    private final Set<Integer> retryAfterSeconds = new ConcurrentSkipListSet<>();

    /// Nobody interrupts it: waits are bounded by what the server names.
    private final Semaphore never = new Semaphore(0);

    @Test
    void a_storm_of_handshakes_is_spread_and_starves_nobody_who_is_connected() throws Exception {
        try (var server = TestServer.start(
                folder,
                UNHURRIED,
                "limits.maxSessionsPerUser=1000",
                "admission.startPerSecond=30",
                "admission.minPerSecond=30",
                "admission.maxPerSecond=300")) {
            List<String> tokens = server.users("ada", "bob");
            try (Pair pair = new Pair(server, tokens)) {
                pair.exchange();

                List<Future<Boolean>> storm = start(CLIENTS, i -> () -> arrive(server, tokens.getFirst(), "d" + i));
                int exchanged = pair.exchangeUntil(storm);

                assertThat(results(storm)).hasSize(CLIENTS).containsOnly(true);
                assertThat(exchanged).isGreaterThan(10);
            }
            assertThat(refusals.get()).isGreaterThan(CLIENTS / 3);
            assertThat(retryAfterSeconds)
                    .hasSizeGreaterThan(2)
                    .allSatisfy(seconds -> assertThat(seconds).isBetween(1, 60));
            assertThat(metric(server, "carillon_sockets_refused_total{reason=\"rate\"}"))
                    .isEqualTo(refusals.get());
        }
    }

    @Test
    void a_storm_of_logins_is_spread_and_starves_nobody_who_is_connected() throws Exception {
        try (var server = TestServer.start(folder, UNHURRIED)) {
            List<String> tokens = server.users("ada", "bob");
            try (Pair pair = new Pair(server, tokens)) {
                List<Future<Boolean>> storm = start(LOGINS, _ -> () -> logIn(server));
                int exchanged = pair.exchangeUntil(storm);

                assertThat(results(storm)).hasSize(LOGINS).containsOnly(true);
                assertThat(exchanged).isGreaterThan(10);
            }
            assertThat(refusals.get()).isPositive();
            assertThat(metric(server, "carillon_passwords_refused_total")).isEqualTo(refusals.get());
        }
    }

    @Test
    void a_node_that_is_full_says_so_and_answers_other_requests() {
        try (var server = TestServer.start(folder, "limits.maxConnections=1");
                RawSocket first = RawSocket.connect(server.server().address())) {
            assertThat(first.status()).isEqualTo(101);
            await().until(() -> metric(server, "carillon_sockets") == 1);
            try (RawSocket second = RawSocket.connect(server.server().address())) {
                assertThat(second.status()).isEqualTo(503);
                assertThat(second.responseHead()).containsIgnoringCase("retry-after: ");
            }
            assertThat(server.get(null, "/readyz").status()).isEqualTo(200);
            assertThat(metric(server, "carillon_sockets_refused_total{reason=\"full\"}"))
                    .isOne();
        }
    }

    private interface Client {
        Callable<Boolean> task(int index);
    }

    private static List<Future<Boolean>> start(int count, Client client) {
        // Not closed: the futures are waited for.
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        List<Future<Boolean>> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(threads.submit(client.task(i)));
        }
        threads.shutdown();
        return all;
    }

    private static List<Boolean> results(List<Future<Boolean>> futures) throws Exception {
        List<Boolean> results = new ArrayList<>();
        for (Future<Boolean> future : futures) {
            results.add(future.get(120, TimeUnit.SECONDS));
        }
        return results;
    }

    private boolean arrive(TestServer server, String token, String device) throws InterruptedException {
        URI address = server.server().address();
        while (true) {
            try (RawSocket socket = RawSocket.connect(address)) {
                if (socket.status() == 101) {
                    return socket.hello(token, device).string("user").equals("ada");
                }
                assertThat(socket.status()).isEqualTo(503);
                String seconds = socket.responseHead().replaceAll("(?is).*retry-after: (\\d+).*", "$1");
                comeBackAfter(Integer.parseInt(seconds));
            }
        }
    }

    private boolean logIn(TestServer server) throws InterruptedException {
        while (true) {
            Reply reply = server.login("ada", TestServer.PASSWORD);
            if (reply.status() == 200) {
                return true;
            }
            assertThat(reply.status()).isEqualTo(503);
            assertThat(reply.code()).isEqualTo("overloaded");
            comeBackAfter(Integer.parseInt(reply.header("Retry-After")));
        }
    }

    /// As `docs/sdk-spec.md` wants it: a random part of a second is added.
    private void comeBackAfter(int seconds) throws InterruptedException {
        refusals.incrementAndGet();
        retryAfterSeconds.add(seconds);
        boolean _ =
                never.tryAcquire(seconds * 1_000L + ThreadLocalRandom.current().nextInt(1_000), TimeUnit.MILLISECONDS);
    }

    private static long metric(TestServer server, String name) {
        return server.get(null, "/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(name.length())))
                .sum();
    }

    /// Two members who talk.
    private static final class Pair implements AutoCloseable {
        private final RawSocket ada;
        private final RawSocket bob;
        private final String conversation;
        private int messages;

        Pair(TestServer server, List<String> tokens) {
            conversation = server.conversation(
                    tokens.getFirst(), "{\"kind\":\"group\",\"name\":\"Tea\",\"members\":[\"bob\"]}");
            ada = RawSocket.connect(server.server().address());
            bob = RawSocket.connect(server.server().address());
            ada.hello(tokens.getFirst(), "pair");
            bob.hello(tokens.get(1), "pair");
        }

        void exchange() {
            String id = "m" + ++messages;
            long began = System.nanoTime();
            String in = "\"ref\":\"r\",\"conversation\":\"" + conversation + "\"";
            ada.send("{\"op\":\"send\"," + in + ",\"clientMessageId\":\"" + id + "\",\"text\":\"tea?\"}");
            ada.await("sent");
            bob.await(frame -> id.equals(frame.stringOrNull("clientMessageId")));
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(PATIENCE);
        }

        /// @return how many messages went over meanwhile
        int exchangeUntil(List<Future<Boolean>> storm) {
            int before = messages;
            while (!storm.stream().allMatch(Future::isDone)) {
                exchange();
            }
            return messages - before;
        }

        @Override
        public void close() {
            ada.close();
            bob.close();
        }
    }
}
