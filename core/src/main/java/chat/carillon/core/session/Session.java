package chat.carillon.core.session;

import chat.carillon.core.fanout.Position;
import chat.carillon.model.ConversationId;
import chat.carillon.model.DeviceId;
import chat.carillon.model.SessionId;
import chat.carillon.model.UserId;
import chat.carillon.protocol.ClientFrame;
import chat.carillon.protocol.CloseCode;
import chat.carillon.protocol.ErrorCode;
import chat.carillon.protocol.Limits;
import chat.carillon.protocol.ServerFrame;
import chat.carillon.protocol.codec.DecodeResult;
import chat.carillon.protocol.codec.FrameCodec;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// One device's attachment to this node. Confined to its connection's event loop, but for [#reply],
/// [#fail], [#end], [#attended] and [#requestDone], which any thread may call.
public final class Session {
    /// Refusals in a row after which a client counts as broken.
    private static final int MAX_ERRORS_IN_A_ROW = 100;

    /// Frames and membership changes that may come while a session opens.
    private static final int MAX_WAITING_TASKS = 1_000;

    /// How long a client should wait before it asks again, where nothing better is known.
    private static final long RETRY_AFTER_MILLIS = 1_000;

    private final SessionId id;
    private final Connection connection;
    private final FrameHandlers handlers;
    private final Limits limits;
    private final TokenBucket requests;
    private final AtomicInteger pending = new AtomicInteger();

    private SessionState state = new SessionState.AwaitingHello();
    private final Lookup lookup = new Lookup();
    private int errorsInARow;
    private volatile boolean attended = true;

    /// Whether what still comes from the socket is not heard.
    private volatile boolean deaf;

    /// Whether we are closing the socket, or about to.
    private volatile boolean ended;

    /// Who says hello; null before that.
    private volatile @Nullable DeviceId arriving;

    /// What waits for the session to be open, such as a frame, or a conversation joined meanwhile.
    private final ArrayDeque<Runnable> whenOpen = new ArrayDeque<>(0);

    Session(SessionId id, Connection connection, FrameHandlers handlers, Limits limits, long nowNanos) {
        this.id = id;
        this.connection = connection;
        this.handlers = handlers;
        this.limits = limits;
        this.requests = new TokenBucket(limits.requestsPerSecond(), limits.requestBurst(), nowNanos);
    }

    public SessionId id() {
        return id;
    }

    public Connection connection() {
        return connection;
    }

    /// Whether somebody is at the device, as far as it said. Any thread.
    public boolean attended() {
        return attended;
    }

    /// On the session's loop.
    public void attended(boolean now) {
        attended = now;
    }

    /// Whether nobody has said hello yet.
    public boolean awaitsHello() {
        return state instanceof SessionState.AwaitingHello;
    }

    /// Takes one text frame. Whatever it holds is answered by a documented error at worst.
    public void receive(byte[] utf8, int offset, int length, long nowNanos) {
        if (deaf || state instanceof SessionState.Closed) {
            return;
        }
        DecodeResult decoded = FrameCodec.decodeClient(utf8, offset, length, limits);
        long waitMillis = requests.take(nowNanos);
        switch (decoded) {
            case DecodeResult.Rejected(String ref, ErrorCode code, String message) -> reject(ref, code, message);
            case DecodeResult.Decoded(ClientFrame frame) -> {
                if (waitMillis > 0) {
                    refuseForRate(frame, waitMillis);
                } else {
                    dispatch(frame);
                }
            }
        }
    }

    private void dispatch(ClientFrame frame) {
        if (state instanceof SessionState.AwaitingHello && !(frame instanceof ClientFrame.Hello)) {
            end(CloseCode.HELLO_EXPECTED, "first frame: %s (expected: hello)".formatted(frame.op()));
            return;
        }
        if (state instanceof SessionState.Opening) {
            // It came with hello in one read of the socket.
            whenOpen(() -> dispatch(frame));
            return;
        }
        errorsInARow = 0;
        switch (frame) {
            case ClientFrame.Hello hello -> handlers.hello().handle(this, hello);
            case ClientFrame.Send send -> handlers.send().handle(this, send);
            case ClientFrame.Edit edit -> handlers.edit().handle(this, edit);
            case ClientFrame.Delete delete -> handlers.delete().handle(this, delete);
            case ClientFrame.React react -> handlers.react().handle(this, react);
            case ClientFrame.Unreact unreact -> handlers.unreact().handle(this, unreact);
            case ClientFrame.Sync sync -> handlers.sync().handle(this, sync);
            case ClientFrame.Ack ack -> handlers.ack().handle(this, ack);
            case ClientFrame.Read read -> handlers.read().handle(this, read);
            case ClientFrame.Typing typing -> handlers.typing().handle(this, typing);
            case ClientFrame.Presence presence -> handlers.presence().handle(this, presence);
            case ClientFrame.Watch watch -> handlers.watch().handle(this, watch);
            case ClientFrame.Ping _ -> reply(new ServerFrame.Pong());
        }
    }

    private void refuseForRate(ClientFrame frame, long waitMillis) {
        String ref = frame instanceof ClientFrame.Request request ? request.ref() : null;
        reply(new ServerFrame.Failure(
                ref,
                ErrorCode.RATE_LIMITED,
                "more than %d frames a second".formatted(limits.requestsPerSecond()),
                waitMillis));
        countError();
    }

    private void reject(@Nullable String ref, ErrorCode code, String message) {
        fail(ref, code, message);
        if (awaitsHello()) {
            end(CloseCode.HELLO_EXPECTED, message);
        } else {
            countError();
        }
    }

    private void countError() {
        if (++errorsInARow >= MAX_ERRORS_IN_A_ROW) {
            end(CloseCode.TOO_MANY_ERRORS, "%d refusals in a row".formatted(errorsInARow));
        }
    }

    /// Sends a frame to the client. Any thread.
    public void reply(ServerFrame frame) {
        connection.send(frame);
    }

    /// Tells the client that a request changed nothing. Any thread.
    public void fail(@Nullable String ref, ErrorCode code, String message) {
        reply(new ServerFrame.Failure(ref, code, message, code.retryable() ? RETRY_AFTER_MILLIS : null));
    }

    /// Counts a request that will be answered later; refuses it if too many are under way.
    ///
    /// @return whether it may go on; then [#requestDone] must follow
    public boolean requestBegins(String ref) {
        if (pending.incrementAndGet() > limits.maxPendingRequests()) {
            pending.decrementAndGet();
            fail(ref, ErrorCode.OVERLOADED, "%d requests wait already".formatted(limits.maxPendingRequests()));
            return false;
        }
        return true;
    }

    /// Any thread.
    public void requestDone() {
        pending.decrementAndGet();
    }

    /// Whose session it is.
    ///
    /// @throws IllegalStateException unless it is open
    public Identities.Identity identity() {
        return open().identity();
    }

    public UserId user() {
        return identity().user();
    }

    public DeviceId device() {
        return open().device();
    }

    public boolean isOpen() {
        return state instanceof SessionState.Open;
    }

    /// Whether the socket is gone, or we are closing it.
    public boolean isClosed() {
        return ended || state instanceof SessionState.Closed;
    }

    private SessionState.Open open() {
        if (state instanceof SessionState.Open open) {
            return open;
        }
        throw new IllegalStateException("session " + id + " is " + state);
    }

    /// It is known whose device says hello. Any thread.
    void arrives(DeviceId device) {
        arriving = device;
    }

    /// Which device said hello; null before that. Any thread.
    @Nullable
    DeviceId arriving() {
        return arriving;
    }

    /// Hello came: nothing is read until [#opened].
    public void opening() {
        state = new SessionState.Opening();
        connection.pauseReading();
    }

    void opened(Identities.Identity identity, DeviceId device) {
        state = new SessionState.Open(identity, device);
        handlers.departures().opened(this);
        connection.resumeReading();
        while (!whenOpen.isEmpty()) {
            whenOpen.remove().run();
        }
    }

    /// Runs `task` now if the session is open, or as soon as it is; never if it ends before.
    void whenOpen(Runnable task) {
        switch (state) {
            case SessionState.Open _ -> task.run();
            case SessionState.Opening _ -> {
                if (whenOpen.size() < MAX_WAITING_TASKS) {
                    whenOpen.add(task);
                } else {
                    end(CloseCode.OVERLOADED, "too much changed while the session opened");
                }
            }
            case SessionState.AwaitingHello _, SessionState.Closed _ -> {}
        }
    }

    Lookup lookup() {
        return lookup;
    }

    /// See [Connection#attach].
    @Nullable
    Position attach(ConversationId conversation) {
        return connection.attach(conversation);
    }

    /// The gateway detached this session from a conversation that its user has left.
    public void detached(ConversationId conversation) {
        reply(new ServerFrame.Left(conversation));
    }

    /// What still comes is not heard: the client will ask again elsewhere. Any thread.
    void hearNothing() {
        deaf = true;
    }

    /// Any thread.
    int pendingRequests() {
        return pending.get();
    }

    /// Ends the session from our side. Any thread.
    public void end(CloseCode code, String reason) {
        deaf = true;
        ended = true;
        connection.close(code, reason);
    }

    /// The socket is gone.
    public void closed() {
        handlers.departures().left(this);
        state = new SessionState.Closed();
    }

    @Override
    public String toString() {
        return "Session[" + id + " " + (isOpen() ? user() : state) + "]";
    }
}
