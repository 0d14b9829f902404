package chat.carillon.client.session;

import chat.carillon.client.net.Backoff;
import chat.carillon.client.net.CarillonException;
import chat.carillon.client.net.Connection;
import chat.carillon.client.net.Mailbox;
import chat.carillon.client.net.Ticker;
import chat.carillon.model.UserId;
import chat.carillon.protocol.ClientFrame;
import chat.carillon.protocol.CloseCode;
import chat.carillon.protocol.ErrorCode;
import chat.carillon.protocol.ServerFrame;
import chat.carillon.protocol.codec.FrameCodec;
import chat.carillon.protocol.codec.ProtocolException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps a connection: makes it, makes it again after it ended, and replaces it before the server takes it away.
///
/// At most two connections exist: the one with the session, and an attempt. The attempt's `welcome` makes it the
/// session's connection and drops the other. Confined to the client's mailbox, except for [#state].
final class Connecting implements Connection.Events {
    private static final Logger log = LoggerFactory.getLogger(Connecting.class);

    private final ClientSettings settings;
    private final ClientSettings.Edge edge;
    private final Mailbox mailbox;
    private final Dialogue dialogue;
    private final Callbacks callbacks;
    private final Consumer<@Nullable CarillonException> whenClosed;
    private final Backoff backoff;
    private final Credentials credentials;
    private final List<CompletableFuture<UserId>> waiting = new ArrayList<>();

    private volatile ClientState state = ClientState.DISCONNECTED;
    private boolean started;
    private @Nullable Connection current;
    private @Nullable Connection attempt;
    private Ticker.@Nullable Timer nextAttempt;
    private @Nullable UserId user;
    /// Whether the session's node goes away.
    private boolean draining;
    private long sessionBeganNanos;

    Connecting(
            ClientSettings settings,
            ClientSettings.Edge edge,
            Mailbox mailbox,
            Dialogue dialogue,
            Callbacks callbacks,
            Consumer<@Nullable CarillonException> whenClosed) {
        this.settings = settings;
        this.edge = edge;
        this.mailbox = mailbox;
        this.dialogue = dialogue;
        this.callbacks = callbacks;
        this.whenClosed = whenClosed;
        this.backoff = new Backoff(settings.random());
        this.credentials = new Credentials(settings, edge.ticker());
    }

    /// Thread-safe.
    ClientState state() {
        return state;
    }

    void connect(CompletableFuture<UserId> opened) {
        if (state == ClientState.CLOSED) {
            edge.executor()
                    .execute(() -> opened.completeExceptionally(
                            new CarillonException(ErrorCode.UNAVAILABLE, "the client is closed")));
            return;
        }
        waiting.add(opened);
        if (state.online()) {
            tellWaiting();
        } else if (!started) {
            started = true;
            begin();
        }
    }

    /// The network changed, or the device woke up.
    void hinted() {
        Duration sooner = nextAttempt == null || current != null ? null : backoff.hinted();
        if (current != null) {
            current.probe();
        } else if (sooner != null) {
            cancelNextAttempt();
            nextAttempt = later(sooner, this::begin);
        }
    }

    /// Makes an attempt, unless one is on its way.
    private void begin() {
        nextAttempt = null;
        if (attempt != null || state == ClientState.CLOSED) {
            return;
        }
        Connection made = new Connection(mailbox, edge.ticker(), this);
        attempt = made;
        if (current == null) {
            become(ClientState.CONNECTING);
        }
        edge.sockets().connect(credentials.place().socket(), made);
        Duration patience = credentials.patience();
        later(patience, () -> {
            if (attempt == made) {
                drop(made, "no welcome within " + patience);
            }
        });
    }

    @Override
    public void opened(Connection connection) {
        ClientFrame.Hello hello;
        try {
            hello = credentials.hello();
        } catch (RuntimeException e) {
            if (e instanceof CarillonException refused && !refused.code().retryable()) {
                close(refused);
            } else {
                drop(connection, "no token: " + e.getMessage());
            }
            return;
        }
        connection.send(hello);
    }

    private void drop(Connection connection, String reason) {
        connection.drop();
        ended(connection, new Connection.Ending(0, 0, reason, null));
    }

    @Override
    public void received(Connection connection, String text) {
        Optional<ServerFrame> frame;
        try {
            frame = FrameCodec.decodeServer(text);
        } catch (ProtocolException e) {
            drop(connection, String.valueOf(e.getMessage()));
            return;
        }
        if (frame.isEmpty()) {
            return;
        }
        if (frame.get() instanceof ServerFrame.Welcome welcome && connection == attempt) {
            welcome(connection, welcome);
        } else if (connection == attempt) {
            credentials.turnedAway(frame.get()).ifPresent(backoff::serverNamed);
        } else if (connection == current) {
            if (frame.get() instanceof ServerFrame.Drain drain) {
                drain(drain);
            }
            dialogue.received(frame.get());
            settle();
        }
    }

    private void welcome(Connection connection, ServerFrame.Welcome welcome) {
        Connection former = current;
        attempt = null;
        current = connection;
        draining = false;
        sessionBeganNanos = edge.ticker().nanos();
        credentials.welcome(welcome);
        user = welcome.user();
        dialogue.welcome(connection, welcome);
        if (former != null) {
            former.drop();
        }
        become(ClientState.SYNCING);
        settle();
        tellWaiting();
        connection.watch(Duration.ofSeconds(welcome.heartbeatSeconds()));
    }

    private void settle() {
        if (state == ClientState.SYNCING && !dialogue.behind()) {
            become(ClientState.CONNECTED);
        }
    }

    /// The node goes away: another session is opened at the time that it names, then this one is dropped.
    private void drain(ServerFrame.Drain drain) {
        credentials.drain(drain);
        draining = true;
        cancelNextAttempt();
        nextAttempt = later(Duration.ofMillis(drain.reconnectAfterMillis()), this::begin);
    }

    @Override
    public void ended(Connection connection, Connection.Ending ending) {
        log.debug("{}: connection ended: {}", settings.device(), ending);
        if (connection == attempt) {
            attempt = null;
        } else if (connection == current) {
            current = null;
            dialogue.disconnected();
            backoff.sessionEnded(Duration.ofNanos(edge.ticker().nanos() - sessionBeganNanos));
        } else {
            return;
        }
        if (state == ClientState.CLOSED) {
            return;
        }
        if (!again(ending) || attempt != null) {
            return;
        }
        if (current == null) {
            become(ClientState.DISCONNECTED);
            if (nextAttempt == null) {
                Duration delay = backoff.next();
                nextAttempt = later(delay, this::begin);
                callbacks.client(listener -> listener.nextAttempt(delay));
            }
        } else if (draining && nextAttempt == null) {
            nextAttempt = later(backoff.besideSession(), this::begin);
        }
    }

    /// Whether to connect again; if not, the client is closed.
    private boolean again(Connection.Ending ending) {
        if (ending.retryAfter() != null) {
            backoff.serverNamedSecond(ending.retryAfter());
        }
        boolean last = ending.refusesIdentity()
                ? !credentials.refused()
                : ending.closeCode() != 0 && !CloseCode.reconnect(ending.closeCode());
        if (last) {
            close(ending.failure());
        }
        return !last;
    }

    /// Ends everything, once.
    ///
    /// @param reason null if the application wants it so
    void close(@Nullable CarillonException reason) {
        if (state == ClientState.CLOSED) {
            return;
        }
        cancelNextAttempt();
        Stream.of(current, attempt).filter(Objects::nonNull).forEach(Connection::drop);
        current = null;
        attempt = null;
        dialogue.disconnected();
        become(ClientState.CLOSED);
        whenClosed.accept(reason);
        CarillonException told =
                reason == null ? new CarillonException(ErrorCode.UNAVAILABLE, "the client was closed") : reason;
        List.copyOf(waiting).forEach(opened -> edge.executor().execute(() -> opened.completeExceptionally(told)));
        waiting.clear();
        if (reason != null) {
            callbacks.client(listener -> listener.closed(reason));
        }
    }

    private void become(ClientState next) {
        if (state != next) {
            state = next;
            callbacks.client(listener -> listener.stateChanged(next));
        }
    }

    private void tellWaiting() {
        UserId opened = user;
        if (opened != null) {
            List.copyOf(waiting).forEach(future -> edge.executor().execute(() -> future.complete(opened)));
            waiting.clear();
        }
    }

    private void cancelNextAttempt() {
        if (nextAttempt != null) {
            nextAttempt.cancel();
            nextAttempt = null;
        }
    }

    private Ticker.Timer later(Duration delay, Runnable task) {
        return edge.ticker().after(delay, () -> mailbox.execute(task));
    }
}
