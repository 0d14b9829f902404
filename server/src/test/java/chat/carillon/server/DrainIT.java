package chat.carillon.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.carillon.core.registry.NodeDirectory;
import chat.carillon.core.registry.NodeDirectory.NodeRecord;
import chat.carillon.core.store.LogStore;
import chat.carillon.core.store.Store;
import chat.carillon.protocol.json.JsonObject;
import chat.carillon.server.TestServer.Reply;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How a server goes out of service while its clients are there.
class DrainIT {
    private static final long PATIENCE_SECONDS = 10;

    /// Opened: the store takes appends.
    private final CountDownLatch storeGoesOn = new CountDownLatch(1);

    private final CountDownLatch appendCame = new CountDownLatch(1);

    @TempDir
    private Path folder;

    @AfterEach
    void letStoreGoOn() {
        storeGoesOn.countDown();
    }

    /// The store, whose appends wait until the test lets them go on.
    private Store slow(Store store) {
        LogStore log = proxy(LogStore.class, store.log(), "append");
        return Store.class.cast(Proxy.newProxyInstance(
                Store.class.getClassLoader(),
                new Class<?>[] {Store.class},
                (_, method, arguments) ->
                        method.getName().equals("log") ? log : called(() -> method.invoke(store, arguments))));
    }

    private <T> T proxy(Class<T> port, T target, String held) {
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(), new Class<?>[] {port}, (_, method, arguments) -> {
                    if (method.getName().equals(held)) {
                        appendCame.countDown();
                        assertThat(storeGoesOn.await(PATIENCE_SECONDS, TimeUnit.SECONDS))
                                .isTrue();
                    }
                    return called(() -> method.invoke(target, arguments));
                }));
    }

    private interface Call {
        Object run() throws ReflectiveOperationException;
    }

    private static Object called(Call call) throws Throwable {
        try {
            return call.run();
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static Thread closing(TestServer server) {
        return Thread.ofVirtual().start(server::close);
    }

    private static String send(String conversation, String id) {
        return "{\"op\":\"send\",\"ref\":\"%s\",\"conversation\":\"%s\",\"clientMessageId\":\"%s\",\"text\":\"tea\"}"
                .formatted(id, conversation, id);
    }

    @Test
    void a_lone_node_tells_its_clients_to_come_back_when_it_is_there_again_and_goes_at_once() {
        var server = TestServer.start(folder, "node.drainTimeout=5m");
        String ada = server.users("ada").getFirst();
        try (var socket = new TestSocket(server.server().port())) {
            socket.hello(ada, "d1");
            long began = System.nanoTime();

            server.close();

            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMinutes(1));
            JsonObject drain = JsonObject.parse(socket.await("\"op\":\"drain\"").getBytes(StandardCharsets.UTF_8));
            assertThat(drain.integer("reconnectAfterMs", 0, Long.MAX_VALUE)).isBetween(1_000L, 60_000L);
            assertThat(drain.string("ticket")).isNotEmpty();
            assertThat(socket.awaitClose()).isEqualTo(4000);
        }
    }

    /// The store, which knows of these nodes from the first renewal of the lease on.
    private static Store withNodes(Store store, List<NodeRecord> others) {
        var joined = new AtomicBoolean();
        var nodes = new NodeDirectory() {
            @Override
            public List<NodeRecord> renew(NodeRecord self, Duration lease) {
                return joined.getAndSet(true) ? others : List.of();
            }

            @Override
            public void leave(String self) {}
        };
        return Store.class.cast(Proxy.newProxyInstance(
                Store.class.getClassLoader(),
                new Class<?>[] {Store.class},
                (_, method, arguments) ->
                        method.getName().equals("nodes") ? nodes : called(() -> method.invoke(store, arguments))));
    }

    @Test
    void clients_are_told_where_there_is_room() {
        var taken = new NodeRecord("n2#1", "main", "", 1, "https://n2.example.org", 0);
        var free = new NodeRecord("n3#1", "main", "", 1, "https://n3.example.org", 100);
        var server = TestServer.start(folder, store -> withNodes(store, List.of(taken, free)));
        String ada = server.users("ada").getFirst();
        try (var socket = new TestSocket(server.server().port())) {
            socket.hello(ada, "d1");
            await().until(() -> server.server().node().otherNodes().size() == 2);

            server.close();

            JsonObject drain = JsonObject.parse(socket.await("\"op\":\"drain\"").getBytes(StandardCharsets.UTF_8));
            assertThat(drain.string("to")).isEqualTo("https://n3.example.org");
            assertThat(drain.integer("reconnectAfterMs", 0, Long.MAX_VALUE)).isZero();
            assertThat(socket.awaitClose()).isEqualTo(4000);
        }
    }

    @Test
    void a_node_that_drains_takes_no_sockets_and_first_answers_what_it_was_asked() throws Exception {
        var server = TestServer.start(folder, this::slow);
        List<String> tokens = server.users("ada");
        String conversation = conversation(server, tokens.getFirst());
        try (var socket = new TestSocket(server.server().port())) {
            socket.hello(tokens.getFirst(), "d1");
            socket.send(send(conversation, "m1"));
            assertThat(appendCame.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();

            Thread closing = closing(server);
            await().until(() -> server.get(null, "/readyz").status() == 503);
            Reply refused = server.call(
                    null,
                    "GET",
                    "/v1/socket",
                    null,
                    "Sec-WebSocket-Version",
                    "13",
                    "Sec-WebSocket-Protocol",
                    "carillon.v1");
            assertThat(server.get(null, "/readyz").json().string("status")).isEqualTo("draining");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 60);
            storeGoesOn.countDown();

            socket.await("\"op\":\"sent\"");
            assertThat(socket.awaitClose()).isEqualTo(4000);
            closing.join();
        }
    }

    @Test
    void a_socket_that_says_hello_when_the_node_goes_down_is_told_when_and_where_to_come_back() throws Exception {
        var free = new NodeRecord("n2#1", "main", "", 1, "https://n2.example.org", 100);
        var server = TestServer.start(folder, store -> withNodes(slow(store), List.of(free)));
        List<String> tokens = server.users("ada", "bob");
        String conversation = conversation(server, tokens.getFirst());
        int port = server.server().port();
        try (var socket = new TestSocket(port);
                var late = new TestSocket(port)) {
            socket.hello(tokens.getFirst(), "d1");
            socket.send(send(conversation, "m1"));
            assertThat(appendCame.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            await().until(() -> server.server().node().otherNodes().size() == 1);
            Thread closing = closing(server);
            await().until(() -> server.get(null, "/readyz").status() == 503);

            late.send("{\"op\":\"hello\",\"token\":\"%s\",\"device\":\"d2\"}".formatted(tokens.getLast()));

            JsonObject drain = JsonObject.parse(late.await("\"op\":\"drain\"").getBytes(StandardCharsets.UTF_8));
            assertThat(drain.integer("reconnectAfterMs", 0, Long.MAX_VALUE)).isBetween(1_000L, 60_000L);
            assertThat(drain.stringOrNull("ticket")).isNull();
            assertThat(drain.string("to")).isEqualTo("https://n2.example.org");
            assertThat(late.awaitClose()).isEqualTo(4000);
            assertThat(server.metric("carillon_sockets_refused_total{reason=\"hello\"}"))
                    .isOne();
            storeGoesOn.countDown();
            closing.join();
        }
    }

    /// Made through the store, whose appends wait.
    private static String conversation(TestServer server, String token) {
        return server.conversation(token, "{\"kind\":\"group\",\"name\":\"Tea\"}");
    }

    @Test
    void an_administrator_can_have_a_node_drain_and_others_cannot() throws Exception {
        try (var server = TestServer.start(folder)) {
            String ada = server.users("ada").getFirst();
            assertThat(server.post(ada, "/v1/drain", "{}").code()).isEqualTo("forbidden");
            assertThat(server.post(null, "/v1/drain", "{}").code()).isEqualTo("unauthenticated");
            assertThat(server.get(null, "/readyz").status()).isEqualTo(200);

            assertThat(server.post(server.operatorToken(), "/v1/drain", "{}").status())
                    .isEqualTo(204);

            Thread waiting = Thread.ofVirtual().start(server.server()::awaitClosed);
            assertThat(waiting.join(Duration.ofSeconds(PATIENCE_SECONDS))).isTrue();
        }
    }

    @Test
    void who_closes_a_server_that_closes_waits_until_it_is_closed() throws Exception {
        var server = TestServer.start(folder, this::slow);
        String ada = server.users("ada").getFirst();
        String conversation = conversation(server, ada);
        try (var socket = new TestSocket(server.server().port())) {
            socket.hello(ada, "d1");
            socket.send(send(conversation, "m1"));
            assertThat(appendCame.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            Thread first = closing(server);
            await().until(() -> server.get(null, "/readyz").status() == 503);
            Thread second = closing(server);
            assertThat(second.isAlive()).isTrue();

            storeGoesOn.countDown();

            assertThat(first.join(Duration.ofSeconds(PATIENCE_SECONDS))).isTrue();
            assertThat(second.join(Duration.ofSeconds(PATIENCE_SECONDS))).isTrue();
        }
    }
}
