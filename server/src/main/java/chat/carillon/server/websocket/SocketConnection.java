package chat.carillon.server.websocket;

import chat.carillon.core.fanout.Position;
import chat.carillon.core.journal.Attachment;
import chat.carillon.core.node.Node;
import chat.carillon.core.session.Connection;
import chat.carillon.core.session.Session;
import chat.carillon.model.ConversationId;
import chat.carillon.model.UserId;
import chat.carillon.protocol.CloseCode;
import chat.carillon.protocol.ServerFrame;
import chat.carillon.protocol.codec.FrameCodec;
import chat.carillon.server.admission.Admission;
import chat.carillon.server.delivery.GatewayLoop;
import chat.carillon.server.delivery.Outbound;
import chat.carillon.server.delivery.SocketOwner;
import chat.carillon.server.delivery.WireFrame;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One WebSocket as its [Session] sees it: frames come in through its [SocketReader] and go out through its
/// [Outbound]. Confined to its event loop but for what [Connection] allows from any thread.
final class SocketConnection implements Connection, SocketOwner {
    private static final Logger log = LoggerFactory.getLogger(SocketConnection.class);

    private final GatewayLoop loop;
    private final Heartbeats heartbeats;
    private final Channel channel;
    private final Outbound outbound;
    private final SocketReader reader;
    private final Session session;
    private final Handshake handshake;
    private final Admission admission;
    private final long acceptedAtNanos;
    private long heardAtNanos;

    private long closingSinceNanos;

    /// Since when the session opens; 0 unless it does.
    private long openingSinceNanos;

    /// What the HTTP request said.
    record Handshake(
            String remoteAddress,
            @Nullable String token,
            @Nullable String client,
            boolean compress) {}

    SocketConnection(Gateway.Slot slot, Channel channel, Handshake handshake, Node node) {
        this.loop = slot.loop();
        this.heartbeats = slot.heartbeats();
        this.channel = channel;
        this.handshake = handshake;
        this.admission = slot.admission();
        this.outbound = new Outbound(loop, this, channel, handshake.compress());
        this.reader = new SocketReader(this, slot.inbound());
        this.acceptedAtNanos = loop.nowNanos();
        this.heardAtNanos = acceptedAtNanos;
        this.session = node.accept(this);
    }

    /// The handler that belongs into the channel's pipeline.
    SocketReader reader() {
        return reader;
    }

    Outbound outbound() {
        return outbound;
    }

    Session session() {
        return session;
    }

    GatewayLoop gatewayLoop() {
        return loop;
    }

    boolean isClosing() {
        return closingSinceNanos != 0;
    }

    void heard() {
        heardAtNanos = loop.nowNanos();
    }

    /// The socket is gone. On the loop.
    void gone() {
        openingEnds();
        loop.detachAll(outbound);
        outbound.finish();
        session.closed();
        loop.counters().closed();
    }

    // ---- out ----

    @Override
    public void send(ServerFrame frame) {
        own(WireFrame.text(channel.alloc(), FrameCodec.encodeServer(frame)));
    }

    private void own(ByteBuf frame) {
        loop.offer(outbound, frame);
    }

    void ping() {
        own(WireFrame.ping(channel.alloc()));
    }

    @Override
    public void close(CloseCode code, String reason) {
        loop.eventLoop().execute(() -> {
            if (closingSinceNanos == 0) {
                openingEnds();
                closingSinceNanos = Math.max(1, loop.nowNanos());
                own(WireFrame.close(channel.alloc(), code.code(), reason));
                heartbeats.closing(this);
                // Runs after the drain that writes the close frame; then the client answers, or time does.
                loop.eventLoop().execute(this::shutdownOutput);
            }
        });
    }

    /// Closes a socket that may not take any more bytes: the close frame goes out if it can.
    @Override
    public void fail(CloseCode code, String reason) {
        log.debug("{}: closed: {} {}", session, code, reason);
        if (outbound.blockedForNanos() > 0) {
            abort();
        } else {
            close(code, reason);
        }
    }

    /// Answers the client's close.
    void answerClose(int code) {
        own(WireFrame.close(channel.alloc(), code, ""));
        closeAfterFlush();
    }

    void pong(byte[] payload) {
        own(WireFrame.pong(channel.alloc(), payload));
    }

    private void closeAfterFlush() {
        closingSinceNanos = Math.max(1, loop.nowNanos());
        loop.eventLoop().execute(this::abort);
    }

    /// Nothing comes any more, and what has been written still arrives.
    private void shutdownOutput() {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls != null) {
            var _ = tls.closeOutbound();
        } else if (channel instanceof io.netty.channel.socket.DuplexChannel duplex && outbound.blockedForNanos() == 0) {
            var _ = duplex.shutdownOutput();
        }
    }

    /// Closes the socket without a word.
    @Override
    public void abort() {
        var _ = channel.close();
    }

    // ---- what the heartbeats ask ----

    boolean isGone() {
        return !channel.isActive();
    }

    boolean awaitsHello() {
        return !isGone() && closingSinceNanos == 0 && session.awaitsHello();
    }

    boolean isSettledOrOlderThan(long nanos) {
        return !awaitsHello() || heardBefore(nanos);
    }

    boolean isClosingSince(long nanos) {
        return isGone() || closingSinceNanos - nanos < 0;
    }

    boolean heardBefore(long nanos) {
        return heardAtNanos - nanos < 0;
    }

    // ---- what the session asks ----

    @Override
    public Executor loop() {
        return loop.eventLoop();
    }

    /// Hello came.
    @Override
    public void pauseReading() {
        openingSinceNanos = Math.max(1, loop.nowNanos());
        admission.openingBegan();
        reader.pause();
        channel.config().setAutoRead(false);
    }

    /// The welcome is on its way.
    @Override
    public void resumeReading() {
        openingEnds();
        reader.resume();
        channel.config().setAutoRead(true);
    }

    private void openingEnds() {
        if (openingSinceNanos != 0) {
            admission.openingEnded(loop.nowNanos() - openingSinceNanos);
            openingSinceNanos = 0;
        }
    }

    @Override
    public boolean awaitWritable(Duration timeout) {
        var writable = new CompletableFuture<Void>();
        loop.eventLoop().execute(() -> outbound.whenWritable(writable));
        try {
            writable.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public @Nullable Position attach(ConversationId conversation) {
        return loop.attach(conversation, outbound);
    }

    @Override
    public void detach(ConversationId conversation) {
        loop.detach(conversation, outbound);
    }

    @Override
    public boolean attached(ConversationId conversation) {
        return loop.attached(conversation, outbound);
    }

    @Override
    public Optional<UserId> user() {
        return session.isOpen() ? Optional.of(session.user()) : Optional.empty();
    }

    @Override
    public Optional<Attachment.Holder> holder() {
        return session.isOpen()
                ? Optional.of(new Attachment.Holder(session.user(), session.device(), session.id()))
                : Optional.empty();
    }

    /// The last entry that `gone` were given is written: detaches this socket if it is one of theirs.
    @Override
    public void leaveIfOf(Set<UserId> gone, ConversationId conversation) {
        if (session.isOpen() && gone.contains(session.user())) {
            detach(conversation);
            session.detached(conversation);
        }
    }

    @Override
    public Optional<String> handshakeToken() {
        return Optional.ofNullable(handshake.token());
    }

    @Override
    public String remoteAddress() {
        return handshake.remoteAddress();
    }

    @Override
    public Vitals vitals() {
        long now = loop.nowNanos();
        return new Vitals(handshake.client(), now - acceptedAtNanos, now - heardAtNanos, outbound.waitingBytes());
    }
}
