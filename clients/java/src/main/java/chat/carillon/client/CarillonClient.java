package chat.carillon.client;

import chat.carillon.client.http.CarillonHttp;
import chat.carillon.client.net.CarillonException;
import chat.carillon.client.net.ClientResources;
import chat.carillon.client.net.JdkSockets;
import chat.carillon.client.session.ClientLoop;
import chat.carillon.client.session.ClientSettings;
import chat.carillon.client.session.ClientState;
import chat.carillon.client.sync.SyncBounds;
import chat.carillon.client.sync.SyncCursors;
import chat.carillon.model.ConversationId;
import chat.carillon.model.UserId;
import chat.carillon.protocol.ClientFrame;
import chat.carillon.protocol.ConversationSummary;
import chat.carillon.protocol.ErrorCode;
import chat.carillon.protocol.PresenceStatus;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A user's connection with a Carillon server, kept over lost networks, restarts and deploys of the server.
///
/// ```java
/// try (var client = CarillonClient.builder(URI.create("http://localhost:8080"))
///         .token(token)
///         .entries(entry -> System.out.println(entry.seq()))
///         .build()) {
///     client.connect(Duration.ofSeconds(10));
///     client.conversation("c1").sendAndWait("Hello", Duration.ofSeconds(10));
/// }
/// ```
///
/// It is shown every entry of the user's conversations, of each in order and once. Thread-safe. Thousands of
/// clients in one process share one [ClientResources].
public final class CarillonClient implements AutoCloseable {
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final ClientResources resources;
    private final boolean ownsResources;
    private final ClientLoop loop;
    private final CarillonHttp http;

    CarillonClient(CarillonClientBuilder builder) {
        var tokens = builder.tokenSupplier();
        var outbox = builder.openOutbox();
        ownsResources = builder.resources == null;
        resources = Objects.requireNonNullElseGet(builder.resources, ClientResources::create);
        http = new CarillonHttp(builder.server, tokens, resources);
        loop = new ClientLoop(
                new ClientSettings(
                        builder.server,
                        builder.device,
                        tokens,
                        builder.cursors,
                        SyncBounds.DEFAULT,
                        builder.outboxBounds,
                        new SplittableRandom()),
                new ClientSettings.Edge(new JdkSockets(resources.http()), resources.ticker(), resources.executor()),
                outbox,
                builder.clientListener,
                builder.entryListener);
    }

    /// @param server such as `http://localhost:8080` or `https://chat.example.org`
    public static CarillonClientBuilder builder(URI server) {
        return new CarillonClientBuilder(server);
    }

    /// Starts: from here on the client connects, and connects again, until it is closed. Completes when the first
    /// session is open; exceptionally only if the server will not have this client.
    public CompletableFuture<UserId> connect() {
        return loop.connect();
    }

    /// Starts and waits for the first session.
    ///
    /// @throws CarillonException if the server will not have this client; also, with the code `unavailable`, if it
    ///     takes longer: then the client goes on trying
    public UserId connect(Duration timeout) {
        return await(connect(), timeout);
    }

    /// To be called by an application that learns of another network, or of the end of a sleep, as often as it
    /// likes. The session is asked whether it still lives, and given up after 5 s without an answer. A client that
    /// waits for its next attempt makes it within a second, unless the server named the time.
    public void networkChanged() {
        loop.hinted();
    }

    public ClientState state() {
        return loop.state();
    }

    /// Who the server says this is; empty before the first session.
    public Optional<UserId> user() {
        return loop.user();
    }

    /// The user's conversations, the latest active first; kept up with what comes. Empty before the first session.
    public List<ConversationSummary> conversations() {
        return loop.conversations();
    }

    /// A handle on a conversation, whether it exists or not.
    public Conversation conversation(ConversationId id) {
        return new Conversation(id, loop, this);
    }

    public Conversation conversation(String id) {
        return conversation(new ConversationId(id));
    }

    /// How far the listeners are; to be kept by those who want to go on there after a restart
    /// ([CarillonClientBuilder#cursors]).
    public SyncCursors cursors() {
        return loop.cursors();
    }

    /// Says what the user wants to be seen as, in this session and those that follow; and by
    /// [PresenceStatus#AWAY] that nobody is at the device.
    public void presence(PresenceStatus status) {
        loop.send(new ClientFrame.Presence(status));
    }

    /// As above, for those who want to be seen as something else than they are: who is invisible may be idle.
    ///
    /// @param idle nobody is at the device: what comes to it is told to the others by push
    public void presence(PresenceStatus status, boolean idle) {
        loop.send(new ClientFrame.Presence(status, idle));
    }

    /// Asks to be told of the presence of these users, instead of any others; in the sessions that follow, too. Of more
    /// than the server allows (`limits.maxWatchedUsers`), the first ones are watched.
    public void watch(List<UserId> users) {
        watch(users, List.of());
    }

    /// As [#watch(List)], and to be told how many are there in these conversations.
    public void watch(List<UserId> users, List<ConversationId> conversations) {
        loop.send(new ClientFrame.Watch(users, conversations));
    }

    /// The calls that need no socket, as the same user.
    public CarillonHttp http() {
        return http;
    }

    /// Ends the client. Writes without an answer fail here, but stay in an outbox that is a file.
    @Override
    public void close() {
        try {
            loop.close().get(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the client does not end", e);
        } finally {
            if (ownsResources) {
                resources.close();
            }
        }
    }

    /// Waits for what a call will give.
    ///
    /// @throws CarillonException that it failed with; with the code `unavailable` if it is not there in time,
    ///     or the thread is interrupted
    public static <T> T await(CompletableFuture<T> future, Duration timeout) {
        try {
            return future.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof CarillonException refused) {
                throw new CarillonException(
                        refused.code(),
                        refused.getMessage(),
                        refused.retryAfter().orElse(null),
                        refused);
            }
            throw new CarillonException(ErrorCode.INTERNAL, String.valueOf(e.getMessage()), null, e);
        } catch (TimeoutException e) {
            throw new CarillonException(ErrorCode.UNAVAILABLE, "no answer within " + timeout, null, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CarillonException(ErrorCode.UNAVAILABLE, "interrupted while waiting for an answer", null, e);
        }
    }
}
