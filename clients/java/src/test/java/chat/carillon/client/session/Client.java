package chat.carillon.client.session;

import chat.carillon.client.net.CarillonException;
import chat.carillon.client.net.ServerAddress;
import chat.carillon.client.outbox.OutboxBounds;
import chat.carillon.client.outbox.OutboxStorage;
import chat.carillon.client.sync.SyncBounds;
import chat.carillon.client.sync.SyncCursors;
import chat.carillon.model.ConversationId;
import chat.carillon.model.ConversationKind;
import chat.carillon.model.DeviceId;
import chat.carillon.model.Entry;
import chat.carillon.model.EntryBody;
import chat.carillon.model.Role;
import chat.carillon.model.UserId;
import chat.carillon.protocol.ConversationSummary;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A client on a [HandServer], with everything that it told its listeners. Runs in the thread of the test.
final class Client {
    static final ConversationId C1 = new ConversationId("c1");

    final ManualTicker ticker = new ManualTicker();
    final HandServer server = new HandServer();
    final List<Object> told = new ArrayList<>();
    final ClientLoop loop;

    /// Why the client was closed.
    @Nullable
    CarillonException reason;

    Client(Supplier<String> tokens) {
        this(tokens, ServerAddress.of(URI.create("http://localhost:8080")));
    }

    Client(Supplier<String> tokens, ServerAddress address) {
        var settings = new ClientSettings(
                address,
                new DeviceId("d1"),
                tokens,
                SyncCursors.NONE,
                SyncBounds.DEFAULT,
                OutboxBounds.DEFAULT,
                new SplittableRandom(1));
        var edge = new ClientSettings.Edge(server, ticker, Runnable::run);
        loop = new ClientLoop(settings, edge, OutboxStorage.memory(), listener(), entries());
    }

    /// Connected, with one conversation whose head is 98.
    static Client online() {
        Client client = new Client(() -> "token");
        var _ = client.loop.connect();
        client.accept("ticket 1");
        return client;
    }

    /// Lets the last attempt succeed.
    HandServer.Peer accept(String ticket) {
        HandServer.Peer peer = server.last();
        peer.open();
        peer.welcome(ticket, ticker.wallMillis(), List.of(summary(98)));
        return peer;
    }

    void pass(Duration time) {
        ticker.pass(time);
    }

    private ClientListener listener() {
        return new ClientListener() {
            @Override
            public void stateChanged(ClientState state) {
                told.add(state);
            }

            @Override
            public void closed(CarillonException reason) {
                told.add(reason.code());
                Client.this.reason = reason;
            }

            @Override
            public void degraded(String reason) {
                told.add("degraded " + reason);
            }

            @Override
            public void recovered() {
                told.add("recovered");
            }
        };
    }

    private EntryListener entries() {
        return new EntryListener() {
            @Override
            public void entry(Entry entry) {
                told.add(entry.seq());
            }

            @Override
            public void reset(ConversationId conversation, long afterSeq, long firstSeq) {
                told.add("reset " + afterSeq);
            }
        };
    }

    static ConversationSummary summary(long headSeq) {
        return new ConversationSummary(
                C1,
                ConversationKind.GROUP,
                "name",
                null,
                List.of(),
                Role.MEMBER,
                Role.MEMBER,
                false,
                headSeq,
                1,
                90,
                3,
                0);
    }

    static Entry entry(long seq) {
        var body = new EntryBody.Posted("message " + seq, null, null, List.of());
        return new Entry(C1, seq, seq, 1_000, new UserId("grace"), null, body);
    }
}
