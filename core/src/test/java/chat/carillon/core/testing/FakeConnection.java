package chat.carillon.core.testing;

import chat.carillon.core.fanout.Position;
import chat.carillon.core.session.Connection;
import chat.carillon.model.ConversationId;
import chat.carillon.protocol.CloseCode;
import chat.carillon.protocol.ErrorCode;
import chat.carillon.protocol.ServerFrame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/// A socket that remembers what it was told, and whose event loop runs when a test says so.
public final class FakeConnection implements Connection {
    public final Tasks loop = new Tasks();
    public final List<ServerFrame> sent = new ArrayList<>();

    /// What is open on the node, and at which position.
    public final Map<ConversationId, Position> open = new HashMap<>();

    public final Set<ConversationId> attached = new HashSet<>();
    public @Nullable CloseCode closed;
    public @Nullable String handshakeToken;
    public boolean paused;
    public boolean writable = true;

    /// Whether its loop takes nothing any more.
    public boolean ended;

    /// The frames of one kind.
    public <F extends ServerFrame> List<F> sent(Class<F> kind) {
        return sent.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    public List<ErrorCode> errors() {
        return sent(ServerFrame.Failure.class).stream()
                .map(ServerFrame.Failure::code)
                .toList();
    }

    @Override
    public void send(ServerFrame frame) {
        sent.add(frame);
    }

    @Override
    public void close(CloseCode code, String reason) {
        if (closed == null) {
            closed = code;
        }
    }

    @Override
    public Executor loop() {
        return ended
                ? _ -> {
                    throw new RejectedExecutionException("the loop has ended");
                }
                : loop;
    }

    @Override
    public void pauseReading() {
        paused = true;
    }

    @Override
    public void resumeReading() {
        paused = false;
    }

    @Override
    public boolean awaitWritable(Duration timeout) {
        return writable;
    }

    @Override
    public @Nullable Position attach(ConversationId conversation) {
        Position position = open.get(conversation);
        if (position != null) {
            attached.add(conversation);
        }
        return position;
    }

    @Override
    public void detach(ConversationId conversation) {
        attached.remove(conversation);
    }

    @Override
    public boolean attached(ConversationId conversation) {
        return attached.contains(conversation);
    }

    @Override
    public Optional<String> handshakeToken() {
        return Optional.ofNullable(handshakeToken);
    }

    @Override
    public String remoteAddress() {
        return "test";
    }

    @Override
    public Vitals vitals() {
        return new Vitals("fake", 0, 0, 0);
    }
}
