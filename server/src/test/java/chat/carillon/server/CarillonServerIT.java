package chat.carillon.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import chat.carillon.core.store.Store;
import chat.carillon.core.time.SystemTime;
import chat.carillon.protocol.json.JsonObject;
import chat.carillon.server.TestServer.Reply;
import chat.carillon.server.auth.OperatorToken;
import chat.carillon.server.auth.jwt.JwtVerifierTest;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The server as a whole: its first start, its refusals to start, its end.
class CarillonServerIT {
    @TempDir
    private Path folder;

    @Test
    void the_first_start_prints_a_link_that_makes_the_administrator_once() {
        try (var server = TestServer.start(folder)) {
            String link = server.server().setupLink().orElseThrow().toString();
            assertThat(link).startsWith(server.server().address() + "/setup#cl_");
            String token = link.substring(link.indexOf('#') + 1);
            String body = "{\"setupToken\":\"%s\",\"username\":\"root\",\"password\":\"12345678\"}".formatted(token);

            Reply made = server.post(null, "/v1/setup", body);
            assertThat(made.status()).isEqualTo(201);
            assertThat(made.body()).contains("\"administrator\":true");
            assertThat(server.get(made.json().string("token"), "/v1/me").status())
                    .isEqualTo(200);
            assertThat(server.post(null, "/v1/setup", body).status()).isEqualTo(401);
        }
    }

    @Test
    void without_a_web_client_there_is_no_link_but_still_nobody_who_administers() {
        try (var server = TestServer.start(folder, "http.webClient=false")) {
            assertThat(server.server().wantsAdministrator()).isTrue();
            assertThat(server.server().setupLink()).isEmpty();
        }
    }

    @Test
    void the_operators_token_is_for_its_owner_only_and_survives_a_restart() throws IOException {
        String first;
        try (var server = TestServer.start(folder)) {
            first = server.operatorToken();
            assertThat(server.get(first, "/v1/me").body()).contains("\"user\":\"operator\"");
        }
        assertThat(Files.getPosixFilePermissions(folder.resolve(OperatorToken.FILE_NAME)))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        try (var server = TestServer.start(folder)) {
            assertThat(server.operatorToken()).isEqualTo(first);
            assertThat(server.get(first, "/v1/me").status()).isEqualTo(200);
        }
    }

    @Test
    void a_port_that_is_taken_is_said_in_one_sentence() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> TestServer.start(folder, "http.port=" + taken.getLocalPort()))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("cannot listen on 127.0.0.1:" + taken.getLocalPort())
                    .hasMessageContaining("(expected: an address of this machine and a free port)");
        }
    }

    @Test
    void a_folder_that_is_a_file_is_said_in_one_sentence() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> TestServer.start(file))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("data.directory: '" + file + "'");
    }

    @Test
    void a_certificate_that_cannot_be_read_is_said_in_one_sentence() {
        assertThatThrownBy(() -> TestServer.start(folder, "tls.cert=/nowhere/cert.pem", "tls.key=/nowhere/key.pem"))
                .isInstanceOf(StartException.class)
                .hasMessage("tls.cert: '/nowhere/cert.pem' cannot be read (expected: a PEM file)");
    }

    @Test
    void readiness_follows_the_store_and_the_end() {
        var refusal = new AtomicReference<Optional<String>>(Optional.empty());
        try (var server = TestServer.start(folder, store -> refusing(store, refusal))) {
            assertThat(server.get(null, "/readyz").body()).contains("\"status\":\"ready\"", "\"status\":\"up\"");
            refusal.set(Optional.of("disk full"));
            Reply degraded = server.get(null, "/readyz");
            assertThat(degraded.status()).isEqualTo(503);
            assertThat(degraded.body()).contains("degraded", "refusing", "disk full");
            assertThat(server.get(null, "/healthz").status()).isEqualTo(200);
            refusal.set(Optional.empty());
            assertThat(server.get(null, "/readyz").status()).isEqualTo(200);
        }
    }

    @Test
    void sessions_that_open_while_the_store_refuses_are_told_so_after_their_welcome() {
        var refusal = new AtomicReference<Optional<String>>(Optional.empty());
        try (var server = TestServer.start(folder, store -> refusing(store, refusal));
                var early = open(server)) {
            early.await("\"welcome\"");
            refusal.set(Optional.of("disk full"));
            early.await("\"degraded\"");
            try (var late = open(server)) {
                late.await("\"welcome\"");
                assertThat(late.await("\"degraded\"")).contains("\"reason\":\"store\"");
                refusal.set(Optional.empty());
                late.await("\"recovered\"");
                early.await("\"recovered\"");
            }
        }
    }

    private static TestSocket open(TestServer server) {
        var socket = new TestSocket(server.server().port());
        socket.send("{\"op\":\"hello\",\"device\":\"d\",\"token\":\"%s\"}".formatted(server.operatorToken()));
        return socket;
    }

    private static Store refusing(Store store, AtomicReference<Optional<String>> refusal) {
        return (Store) Proxy.newProxyInstance(
                Store.class.getClassLoader(), new Class<?>[] {Store.class}, (_, method, arguments) -> {
                    if (method.getName().equals("refusal")) {
                        return refusal.get();
                    }
                    return call(method, store, arguments);
                });
    }

    @Test
    void no_event_loop_ever_waits_for_the_store() {
        Set<String> threads = ConcurrentHashMap.newKeySet();
        try (var server = TestServer.start(folder, store -> watched(Store.class, store, threads))) {
            String ada = server.users("ada").getFirst();
            String conversation = server.conversation(ada, "{\"kind\":\"channel\",\"name\":\"tea\"}");
            try (var socket = new TestSocket(server.server().port())) {
                socket.send("{\"op\":\"hello\",\"token\":\"%s\",\"device\":\"d1\"}".formatted(ada));
                socket.await("\"op\":\"welcome\"");
                String where = "\"conversation\":\"" + conversation + "\"";
                socket.send("{\"op\":\"send\",\"ref\":\"1\"," + where + ",\"clientMessageId\":\"m1\",\"text\":\"hi\"}");
                socket.await("\"op\":\"sent\"");
                socket.send("{\"op\":\"sync\",\"ref\":\"2\",\"cursors\":{\"%s\":0}}".formatted(conversation));
                socket.await("\"op\":\"entries\"");
                socket.send("{\"op\":\"read\",\"conversation\":\"%s\",\"seq\":2}".formatted(conversation));
                String path = "/v1/conversations/" + conversation;
                for (String read : new String[] {"", "/members", "/entries", "/messages", "/messages/2"}) {
                    assertThat(server.get(ada, path + read).status()).isEqualTo(200);
                }
                assertThat(server.get(ada, "/v1/search?q=hi").status()).isEqualTo(200);
                await().untilAsserted(
                                () -> assertThat(server.get(ada, path).body()).contains("\"readSeq\":2"));
            }
        }
        assertThat(threads).isNotEmpty().noneMatch(name -> name.contains("eventloop"));
    }

    /// The same store, and all it hands out, noting which threads wait for it.
    private static <T> T watched(Class<T> type, T target, Set<String> threads) {
        Object proxy = Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (_, method, arguments) -> {
            Object result = call(method, target, arguments);
            if (method.getReturnType().isInterface()
                    && method.getReturnType().getPackage().equals(Store.class.getPackage())) {
                return watchedResult(method.getReturnType(), result, threads);
            }
            // These two are documented not to block.
            if (!method.getName().equals("refusal") && !method.getName().equals("epoch")) {
                threads.add(Thread.currentThread().getName());
            }
            return result;
        });
        return type.cast(proxy);
    }

    private static <T> T watchedResult(Class<T> type, Object target, Set<String> threads) {
        return watched(type, type.cast(target), threads);
    }

    private static Object call(Method method, Object target, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @Test
    void logging_out_ends_the_sockets_of_that_login() {
        try (var server = TestServer.start(folder)) {
            String ada = server.users("ada").getFirst();
            String other = server.login("ada", TestServer.PASSWORD).json().string("token");
            try (var socket = new TestSocket(server.server().port());
                    var staying = new TestSocket(server.server().port())) {
                socket.send("{\"op\":\"hello\",\"token\":\"%s\",\"device\":\"d1\"}".formatted(ada));
                socket.await("\"op\":\"welcome\"");
                staying.send("{\"op\":\"hello\",\"token\":\"%s\",\"device\":\"d2\"}".formatted(other));
                staying.await("\"op\":\"welcome\"");

                assertThat(server.post(ada, "/v1/logout", "").status()).isEqualTo(204);

                assertThat(socket.awaitClose()).isEqualTo(4506);
                staying.send("{\"op\":\"ping\"}");
                staying.await("\"op\":\"pong\"");
            }
        }
    }

    @Test
    void a_ticket_opens_the_next_session_and_no_other_device() {
        try (var server = TestServer.start(folder)) {
            String ada = server.users("ada").getFirst();
            String ticket;
            try (var socket = new TestSocket(server.server().port())) {
                socket.send("{\"op\":\"hello\",\"token\":\"%s\",\"device\":\"d1\"}".formatted(ada));
                String welcome = socket.await("\"op\":\"welcome\"");
                ticket = JsonObject.parse(welcome.getBytes(StandardCharsets.UTF_8))
                        .string("ticket");
            }
            try (var socket = new TestSocket(server.server().port())) {
                socket.send("{\"op\":\"hello\",\"ticket\":\"%s\",\"device\":\"d1\"}".formatted(ticket));
                socket.await("\"op\":\"welcome\"");
            }
            try (var socket = new TestSocket(server.server().port())) {
                socket.send("{\"op\":\"hello\",\"ticket\":\"%s\",\"device\":\"d2\"}".formatted(ticket));
                assertThat(socket.awaitClose()).isEqualTo(4500);
            }
        }
    }

    @Test
    void a_server_that_stops_asks_its_clients_to_come_back() {
        var server = TestServer.start(folder, "node.drainTimeout=300ms");
        String ada = server.users("ada").getFirst();
        try (var socket = new TestSocket(server.server().port())) {
            socket.send("{\"op\":\"hello\",\"token\":\"%s\",\"device\":\"d1\"}".formatted(ada));
            socket.await("\"op\":\"welcome\"");

            server.close();

            assertThat(socket.await("\"op\":\"drain\"")).contains("reconnectAfterMs", "ticket");
            assertThat(socket.awaitClose()).isEqualTo(4000);
        }
    }

    @Test
    void a_restart_on_the_same_port_is_possible_at_once() {
        int port;
        try (var server = TestServer.start(folder)) {
            port = server.server().port();
            assertThat(server.get(null, "/healthz").status()).isEqualTo(200);
        }
        try (var server = TestServer.start(folder, "http.port=" + port)) {
            assertThat(server.get(null, "/healthz").status()).isEqualTo(200);
        }
    }

    @Test
    void tokens_of_an_application_are_good_for_everything() {
        try (var server = TestServer.start(folder, "auth.jwt.secret=" + JwtVerifierTest.SECRET)) {
            String zoe = JwtVerifierTest.hs256(
                    new SystemTime(), claims -> claims.subject("zoe").claim("name", "Zoë"));

            assertThat(server.get(zoe, "/v1/me").body()).contains("\"user\":\"zoe\"", "Zoë");
            server.conversation(zoe, "{\"kind\":\"group\",\"name\":\"Tea\"}");
            assertThat(server.post(zoe, "/v1/logout", "").code()).isEqualTo("forbidden");
            Reply forged = server.get(zoe.substring(0, zoe.length() - 3) + "AAA", "/v1/me");
            assertThat(forged.status()).isEqualTo(401);
            assertThat(forged.json().string("detail")).contains("signature");
        }
    }

    @Test
    void what_was_written_is_there_after_a_restart() {
        String ada;
        String conversation;
        try (var server = TestServer.startAsConfigured(folder)) {
            ada = server.users("ada").getFirst();
            server.administrator("root");
            conversation = server.conversation(ada, "{\"kind\":\"channel\",\"name\":\"tea\"}");
            assertThat(server.post(ada, "/v1/conversations/" + conversation + "/messages", "{\"text\":\"hello\"}")
                            .status())
                    .isEqualTo(201);
        }
        try (var server = TestServer.startAsConfigured(folder)) {
            assertThat(server.server().setupLink()).isEmpty();
            assertThat(server.get(ada, "/v1/conversations/" + conversation + "/messages")
                            .body())
                    .contains("hello");
            assertThat(server.login("root", TestServer.PASSWORD).status()).isEqualTo(200);
        }
    }

    @Test
    void a_second_server_on_the_same_folder_is_refused() {
        try (var server = TestServer.startAsConfigured(folder)) {
            assertThatThrownBy(() -> TestServer.startAsConfigured(folder))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("the store cannot be used");
            assertThat(server.get(null, "/readyz").status()).isEqualTo(200);
        }
    }
}
