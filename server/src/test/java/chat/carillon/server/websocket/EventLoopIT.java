package chat.carillon.server.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.store.Store;
import chat.carillon.server.TestServer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Work that blocks never runs on an event loop: every call of the store is watched while everything that a client
/// can ask for is asked for.
class EventLoopIT {
    private final Set<String> callsOnLoops = ConcurrentHashMap.newKeySet();
    private final Set<String> calls = ConcurrentHashMap.newKeySet();

    /// Cheap and non-blocking by contract.
    private static final Set<String> HARMLESS = Set.of(
            "Store.epoch",
            "Store.log",
            "Store.conversations",
            "Store.history",
            "Store.accounts",
            "Store.refusal",
            "Store.appendConcurrency");

    private <T> T watched(Class<T> port, T target) {
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(), new Class<?>[] {port}, (_, method, arguments) -> {
                    String call = port.getSimpleName() + "." + method.getName();
                    calls.add(call);
                    if (Thread.currentThread().getName().contains("eventloop") && !HARMLESS.contains(call)) {
                        callsOnLoops.add(call);
                    }
                    try {
                        Object result = method.invoke(target, arguments);
                        return method.getReturnType().getPackageName().equals(port.getPackageName())
                                        && method.getReturnType().isInterface()
                                ? watchedAs(method.getReturnType(), result)
                                : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    private <T> T watchedAs(Class<T> port, Object target) {
        return watched(port, port.cast(target));
    }

    @Test
    void the_store_is_never_asked_on_an_event_loop(@TempDir Path folder) {
        try (TestServer server = TestServer.start(folder, store -> watched(Store.class, store))) {
            List<String> tokens = server.users("ada", "bob");
            String conversation = server.conversation(
                    tokens.getFirst(), "{\"kind\":\"group\",\"name\":\"Tea\",\"members\":[\"bob\"]}");
            talk(server.server().address(), tokens.getFirst(), conversation);
            String base = "/v1/conversations/" + conversation;
            for (String path : List.of(
                    "/v1/me",
                    "/v1/conversations",
                    "/v1/channels",
                    base,
                    base + "/members",
                    base + "/entries",
                    base + "/messages",
                    "/v1/search?q=tea",
                    "/healthz",
                    "/readyz")) {
                assertThat(server.get(tokens.getFirst(), path).status())
                        .as(path)
                        .isEqualTo(200);
            }
        }
        assertThat(calls).contains("LogStore.append", "LogStore.read", "ConversationStore.membershipsOf");
        assertThat(callsOnLoops).isEmpty();
    }

    private static void talk(URI address, String token, String conversation) {
        try (RawSocket socket = RawSocket.connect(address)) {
            socket.hello(token, "laptop");
            String in = "\"ref\":\"r\",\"conversation\":\"" + conversation + "\"";
            socket.send("{\"op\":\"send\"," + in + ",\"clientMessageId\":\"m\",\"text\":\"tea?\"}");
            long seq = socket.await("sent").integer("seq", 1, 100);
            for (String write : List.of(
                    "{\"op\":\"edit\"," + in + ",\"seq\":" + seq + ",\"text\":\"more tea?\"}",
                    "{\"op\":\"react\"," + in + ",\"seq\":" + seq + ",\"emoji\":\"🍵\"}",
                    "{\"op\":\"unreact\"," + in + ",\"seq\":" + seq + ",\"emoji\":\"🍵\"}",
                    "{\"op\":\"delete\"," + in + ",\"seq\":" + seq + "}")) {
                socket.send(write);
                socket.await("sent");
            }
            socket.send("{\"op\":\"ack\",\"cursors\":{\"" + conversation + "\":3}}");
            socket.send("{\"op\":\"read\",\"conversation\":\"" + conversation + "\",\"seq\":3}");
            socket.send("{\"op\":\"typing\",\"conversation\":\"" + conversation + "\"}");
            socket.send("{\"op\":\"sync\",\"ref\":\"s\",\"cursors\":{\"" + conversation + "\":0}}");
            socket.await("entries");
        }
    }
}
