package chat.carillon.server.websocket;

import chat.carillon.core.fanout.Position;
import chat.carillon.core.node.Node;
import chat.carillon.core.session.Connection;
import chat.carillon.core.session.Session;
import chat.carillon.model.ConversationId;
import chat.carillon.model.UserId;
import chat.carillon.protocol.CloseCode;
import chat.carillon.protocol.ServerFrame;
import chat.carillon.protocol.codec.FrameCodec;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
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

/// One WebSocket: frames in, to its [Session]; frames out, through its [Outbound]. The last handler of the
/// channel's pipeline. Confined to its event loop but for what [Connection] allows from any thread.
final class SocketConnection extends ChannelInboundHandlerAdapter implements Connection {
    private static final Logger log = LoggerFactory.getLogger(SocketConnection.class);
    private static final int NORMAL_CLOSURE = 1000;

    private final GatewayLoop loop;
    private final Heartbeats heartbeats;
    private final InboundMessages inbound;
    private final Channel channel;
    private final Outbound outbound;
    private final Session session;
    private final Handshake handshake;
    private long heardAtNanos;
    private long closingSinceNanos;

    /// What the HTTP request said.
    record Handshake(String remoteAddress, @Nullable String token, boolean compress) {}

    SocketConnection(Gateway.Slot slot, Channel channel, Handshake handshake, Node node) {
        this.loop = slot.loop();
        this.heartbeats = slot.heartbeats();
        this.inbound = slot.inbound();
        this.channel = channel;
        this.handshake = handshake;
        this.outbound = new Outbound(loop, this, channel, handshake.compress());
        this.heardAtNanos = loop.nowNanos();
        this.session = node.accept(this);
    }

    Outbound outbound() {
        return outbound;
    }

    // ---- in ----

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            heardAtNanos = loop.nowNanos();
            if (closingSinceNanos == 0 && message instanceof WebSocketFrame frame) {
                read(frame);
            } else if (message instanceof CloseWebSocketFrame) {
                abort();
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void read(WebSocketFrame frame) {
        switch (frame) {
            case TextWebSocketFrame _, ContinuationWebSocketFrame _ -> readText(frame);
            case BinaryWebSocketFrame _ -> fail(CloseCode.BINARY_FRAME, "binary frame (expected: text)");
            case PingWebSocketFrame ping -> own(WireFrame.pong(channel.alloc(), bytesOf(ping.content())));
            case CloseWebSocketFrame close -> {
                int code = close.statusCode() < 0 ? NORMAL_CLOSURE : close.statusCode();
                own(WireFrame.close(channel.alloc(), code, ""));
                closeAfterFlush();
            }
            case PongWebSocketFrame _ -> {}
            default -> fail(CloseCode.PROTOCOL_VIOLATION, "unknown kind of frame");
        }
    }

    private void readText(WebSocketFrame frame) {
        switch (inbound.add(this, frame)) {
            case InboundMessages.Incomplete _ -> {}
            case InboundMessages.Complete(byte[] bytes, int length) -> receive(bytes, length);
            case InboundMessages.Broken(CloseCode code, String why) -> fail(code, why);
        }
    }

    private void receive(byte[] bytes, int length) {
        try {
            session.receive(bytes, 0, length, heardAtNanos);
        } catch (RuntimeException e) {
            log.error("{}: defect while handling a frame", session, e);
            fail(CloseCode.INTERNAL, CloseCode.INTERNAL.meaning());
        }
    }

    private static byte[] bytesOf(ByteBuf content) {
        byte[] bytes = new byte[content.readableBytes()];
        content.getBytes(content.readerIndex(), bytes);
        return bytes;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof TooLongFrameException) {
            fail(
                    CloseCode.FRAME_TOO_LARGE,
                    "frame (expected: <= %d bytes)".formatted(loop.limits().maxFrameBytes()));
        } else if (cause instanceof io.netty.handler.codec.CodecException) {
            fail(CloseCode.PROTOCOL_VIOLATION, "not a WebSocket frame");
        } else {
            abort();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            abort();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        inbound.forget(this);
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
                closingSinceNanos = Math.max(1, loop.nowNanos());
                own(WireFrame.close(channel.alloc(), code.code(), reason));
                heartbeats.closing(this);
                // Runs after the drain that writes the close frame; then the client answers, or time does.
                loop.eventLoop().execute(this::shutdownOutput);
            }
        });
    }

    /// Closes a socket that may not take any more bytes: the close frame goes out if it can.
    void fail(CloseCode code, String reason) {
        log.debug("{}: closed: {} {}", session, code, reason);
        if (outbound.blockedForNanos() > 0) {
            abort();
        } else {
            close(code, reason);
        }
    }

    private void closeAfterFlush() {
        closingSinceNanos = Math.max(1, loop.nowNanos());
        loop.eventLoop().execute(this::abort);
    }

    private void shutdownOutput() {
        if (channel instanceof io.netty.channel.socket.DuplexChannel duplex && outbound.blockedForNanos() == 0) {
            var _ = duplex.shutdownOutput();
        }
    }

    /// Closes the socket without a word.
    void abort() {
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

    @Override
    public void pauseReading() {
        channel.config().setAutoRead(false);
    }

    @Override
    public void resumeReading() {
        channel.config().setAutoRead(true);
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

    /// The last entry that `gone` were given is written: detaches this socket if it is one of theirs.
    void leaveIfOf(Set<UserId> gone, ConversationId conversation) {
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
}
