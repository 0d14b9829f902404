package chat.carillon.loadtest.verify.push;

import chat.carillon.model.ConversationId;
import chat.carillon.model.InvalidValueException;
import chat.carillon.model.UserId;
import chat.carillon.protocol.Limits;
import chat.carillon.protocol.json.JsonObject;
import chat.carillon.protocol.json.MalformedJsonException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/// An application that is told of its users' notifications, notes them, and now and then asks to be told again.
/// Thread-safe.
public final class Webhook implements AutoCloseable {
    /// Short, so that a run of a minute has many; longer than an ack takes on a busy machine.
    private static final Duration RIPE_DIRECT = Duration.ofSeconds(3);

    private static final Duration RIPE_OTHER = Duration.ofSeconds(4);

    /// One in so many calls is refused for now.
    private static final int REFUSED = 7;

    private static final int SECRET_BYTES = 32;
    private static final int TAKEN = 204;
    private static final int BAD_REQUEST = 400;
    private static final int UNAVAILABLE = 503;

    private final HttpServer server;
    private final ExecutorService threads;
    private final String secret;
    private final AtomicLong calls = new AtomicLong();
    private volatile long lastCallNanos = System.nanoTime();
    private final Map<Told, Set<String>> shown = new ConcurrentHashMap<>();
    private final AtomicLong repeated = new AtomicLong();

    /// A message that somebody is told of.
    public record Told(UserId user, ConversationId conversation, long seq) {}

    private Webhook(HttpServer server, ExecutorService threads, String secret) {
        this.server = server;
        this.threads = threads;
        this.secret = secret;
    }

    /// Listens on a free port of this machine.
    public static Webhook start() throws IOException {
        byte[] key = new byte[SECRET_BYTES];
        ThreadLocalRandom.current().nextBytes(key);
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var webhook = new Webhook(
                server,
                Executors.newVirtualThreadPerTaskExecutor(),
                "whsec_" + Base64.getEncoder().encodeToString(key));
        server.setExecutor(webhook.threads);
        server.createContext("/", webhook::take);
        server.start();
        return webhook;
    }

    /// What makes a node tell it: variables of the node's environment.
    public Map<String, String> settings() {
        return Map.of(
                "CARILLON_PUSH_WEBHOOK_URL",
                "http://127.0.0.1:%d/".formatted(server.getAddress().getPort()),
                "CARILLON_PUSH_WEBHOOK_SECRETS",
                secret,
                "CARILLON_PUSH_RIPE_DIRECT",
                RIPE_DIRECT.toSeconds() + "s",
                "CARILLON_PUSH_RIPE_OTHER",
                RIPE_OTHER.toSeconds() + "s");
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String id = exchange.getRequestHeaders().getFirst("webhook-id");
            exchange.sendResponseHeaders(answer(id == null ? "" : id, body), -1);
        }
    }

    private int answer(String id, byte[] body) {
        lastCallNanos = System.nanoTime();
        if (calls.incrementAndGet() % REFUSED == 0) {
            return UNAVAILABLE;
        }
        try {
            JsonObject event = JsonObject.parse(body);
            if (event.string("type").equals("notification.show")) {
                note(id, event.object("data"));
            }
            return TAKEN;
        } catch (MalformedJsonException | InvalidValueException e) {
            return BAD_REQUEST;
        }
    }

    private void note(String id, JsonObject data) {
        var told = new Told(
                new UserId(data.string("user")),
                new ConversationId(data.string("conversation")),
                data.integer("seq", 1, Limits.MAX_INTEGER));
        if (!shown.computeIfAbsent(told, _ -> ConcurrentHashMap.newKeySet()).add(id)) {
            repeated.incrementAndGet();
        }
    }

    /// How often an application that knows repeated attempts by their id would have shown it.
    int times(Told told) {
        return shown.getOrDefault(told, Set.of()).size();
    }

    /// Calls whose event it had taken already, and which it knows by their id.
    long repeated() {
        return repeated.get();
    }

    /// How long ago it was called last: what tells nodes that gave up from calls that came to nothing.
    public Duration silence() {
        return Duration.ofNanos(System.nanoTime() - lastCallNanos);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
