package chat.carillon.loadtest.bench.storm;

import chat.carillon.client.CarillonClient;
import chat.carillon.client.Draft;
import chat.carillon.client.net.ClientResources;
import chat.carillon.client.session.ClientState;
import chat.carillon.loadtest.api.ServerApi;
import chat.carillon.loadtest.api.TokenSource;
import chat.carillon.model.ConversationId;
import chat.carillon.model.ConversationKind;
import chat.carillon.model.UserId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/// Pairs that talk through the SDK while others storm: from `send` to the other screen. Those who are cut off
/// themselves are measured from when both have a session again. Thread-safe.
final class Observers implements AutoCloseable {
    private static final int PAIRS = 4;
    private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(5);

    private final ClientResources resources = ClientResources.create();
    private final List<Pair> pairs = new ArrayList<>();
    private final ConcurrentHashMap<String, Long> sentAt = new ConcurrentHashMap<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile Histogram times = new ConcurrentHistogram(LONGEST_NANOS, 3);

    private record Pair(CarillonClient sender, CarillonClient receiver, ConversationId conversation) {
        boolean connected() {
            return sender.state() == ClientState.CONNECTED && receiver.state() == ClientState.CONNECTED;
        }
    }

    private Observers() {}

    /// Makes their conversations and connects them; they begin to talk at once.
    static Observers start(StormServers servers) throws IOException {
        var observers = new Observers();
        var tokens = new TokenSource(servers.secret());
        try (ServerApi api = servers.api(0)) {
            for (int i = 0; i < PAIRS; i++) {
                UserId sender = new UserId("observer" + 2 * i);
                UserId receiver = new UserId("observer" + (2 * i + 1));
                api.introduce(sender, sender.value());
                api.introduce(receiver, receiver.value());
                ConversationId conversation = api.create(sender, ConversationKind.DIRECT, "", List.of(receiver));
                observers.add(servers, tokens, sender, receiver, conversation);
            }
        }
        Thread.ofVirtual().name("observers").start(observers::talk);
        return observers;
    }

    private void add(StormServers servers, TokenSource tokens, UserId from, UserId to, ConversationId conversation) {
        int number = pairs.size();
        CarillonClient sender = client(servers, number, tokens, from);
        CarillonClient receiver = client(servers, number + 1, tokens, to);
        var _ = receiver.conversation(conversation).listen(0, entry -> {
            Long sent = entry.clientMessageId() == null
                    ? null
                    : sentAt.remove(entry.clientMessageId().value());
            if (sent != null) {
                times.recordValue(Math.clamp(System.nanoTime() - sent, 0, LONGEST_NANOS));
            }
        });
        var _ = sender.connect();
        var _ = receiver.connect();
        pairs.add(new Pair(sender, receiver, conversation));
    }

    private CarillonClient client(StormServers servers, int server, TokenSource tokens, UserId user) {
        return CarillonClient.builder(servers.uri(server))
                .token(() -> tokens.of(user))
                .resources(resources)
                .build();
    }

    private void talk() {
        long number = 0;
        long due = System.nanoTime();
        while (!closed.get()) {
            for (Pair pair : pairs) {
                if (pair.connected()) {
                    String key = "observed-" + number++;
                    sentAt.put(key, due);
                    var _ = pair.sender()
                            .conversation(pair.conversation())
                            .send(Draft.of("still there?").withClientMessageId(key));
                }
            }
            due += INTERVAL_NANOS;
            LockSupport.parkNanos(due - System.nanoTime());
        }
    }

    boolean connected() {
        return pairs.stream().allMatch(Pair::connected);
    }

    /// What was measured since the last call.
    Histogram take() {
        Histogram taken = times;
        times = new ConcurrentHistogram(LONGEST_NANOS, 3);
        return taken;
    }

    @Override
    public void close() {
        closed.set(true);
        pairs.forEach(pair -> {
            pair.sender().close();
            pair.receiver().close();
        });
        resources.close();
    }
}
