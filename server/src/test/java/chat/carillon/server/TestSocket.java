package chat.carillon.server;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/// A plain WebSocket to a server of this machine.
public final class TestSocket implements AutoCloseable {
    private static final long TIMEOUT_SECONDS = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient client;
    private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final WebSocket socket;

    public TestSocket(int port) {
        this(
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build(),
                URI.create("ws://127.0.0.1:" + port));
    }

    /// @param client closed with this socket
    TestSocket(HttpClient client, URI server) {
        this.client = client;
        socket = client.newWebSocketBuilder()
                .subprotocols("carillon.v1")
                .buildAsync(server.resolve("/v1/socket"), new Reader())
                .join();
    }

    /// A session of a server.
    public static TestSocket session(TestServer server, String token, String device) {
        var socket = new TestSocket(server.server().port());
        socket.hello(token, device);
        return socket;
    }

    private final class Reader implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                frames.add(text.toString());
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            closed.complete(code);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            closed.completeExceptionally(error);
        }
    }

    public void send(String frame) {
        socket.sendText(frame, true).join();
    }

    /// The next frame that contains `part`; those before it are skipped.
    public String await(String part) {
        try {
            while (true) {
                String frame = frames.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS);
                if (frame == null) {
                    throw new AssertionError("no frame with " + part);
                }
                if (frame.contains(part)) {
                    return frame;
                }
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /// The frames until one contains `part`, with it; for what takes longer than a grace.
    public List<String> until(String part) {
        var frames = new ArrayList<String>();
        Awaitility.await().atMost(PATIENCE).until(() -> {
            frames.addAll(taken());
            return frames.stream().anyMatch(frame -> frame.contains(part));
        });
        return frames;
    }

    /// Takes all that came until now.
    public List<String> taken() {
        var taken = new ArrayList<String>();
        frames.drainTo(taken);
        return taken;
    }

    /// Opens a session.
    public void hello(String token, String device) {
        send("{\"op\":\"hello\",\"token\":\"%s\",\"device\":\"%s\"}".formatted(token, device));
        await("\"welcome\"");
    }

    /// The code with which the server closed.
    public int awaitClose() {
        return closed.orTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
