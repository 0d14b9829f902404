package chat.carillon.server.websocket;

import chat.carillon.protocol.CloseCode;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.CodecException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The last handler of a channel's pipeline: frames in, whole messages to the session. Confined to its event loop.
final class SocketReader extends ChannelInboundHandlerAdapter {
    private static final Logger log = LoggerFactory.getLogger(SocketReader.class);
    private static final int NORMAL_CLOSURE = 1000;

    private final SocketConnection connection;
    private final InboundMessages messages;

    /// Frames that wait while the session opens; null unless it does.
    private @Nullable ArrayDeque<WebSocketFrame> held;

    SocketReader(SocketConnection connection, InboundMessages messages) {
        this.connection = connection;
        this.messages = messages;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            connection.heard();
            if (connection.isClosing()) {
                if (message instanceof CloseWebSocketFrame) {
                    connection.abort();
                }
            } else if (message instanceof WebSocketFrame frame) {
                if (held == null) {
                    read(frame);
                } else {
                    hold(frame, held);
                }
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    /// Frames wait from now on: some were read from the socket together with the one that is being handled.
    void pause() {
        held = new ArrayDeque<>(0);
    }

    /// Handles those that waited.
    void resume() {
        ArrayDeque<WebSocketFrame> waiting = held;
        held = null;
        while (waiting != null && !waiting.isEmpty()) {
            WebSocketFrame frame = waiting.remove();
            try {
                if (!connection.isClosing()) {
                    read(frame);
                }
            } finally {
                frame.release();
            }
        }
    }

    private void hold(WebSocketFrame frame, ArrayDeque<WebSocketFrame> waiting) {
        if (waiting.size() < connection.gatewayLoop().limits().maxPendingRequests()) {
            waiting.add(frame.retain());
        } else {
            connection.fail(CloseCode.OVERLOADED, "%d frames behind hello".formatted(waiting.size()));
        }
    }

    private void read(WebSocketFrame frame) {
        switch (frame) {
            case TextWebSocketFrame _, ContinuationWebSocketFrame _ -> readText(frame);
            case BinaryWebSocketFrame _ -> connection.fail(CloseCode.BINARY_FRAME, "binary frame (expected: text)");
            case PingWebSocketFrame ping -> connection.pong(bytesOf(ping.content()));
            case CloseWebSocketFrame close ->
                connection.answerClose(close.statusCode() < 0 ? NORMAL_CLOSURE : close.statusCode());
            case PongWebSocketFrame _ -> {}
            default -> connection.fail(CloseCode.PROTOCOL_VIOLATION, "unknown kind of frame");
        }
    }

    private void readText(WebSocketFrame frame) {
        switch (messages.add(connection, frame)) {
            case InboundMessages.Incomplete _ -> {}
            case InboundMessages.Complete(byte[] bytes, int length) -> receive(bytes, length);
            case InboundMessages.Broken(CloseCode code, String why) -> connection.fail(code, why);
        }
    }

    private void receive(byte[] bytes, int length) {
        try {
            connection
                    .session()
                    .receive(bytes, 0, length, connection.gatewayLoop().nowNanos());
        } catch (RuntimeException e) {
            log.error("{}: defect while handling a frame", connection.session(), e);
            connection.fail(CloseCode.INTERNAL, CloseCode.INTERNAL.meaning());
        }
    }

    private static byte[] bytesOf(ByteBuf content) {
        byte[] bytes = new byte[content.readableBytes()];
        content.getBytes(content.readerIndex(), bytes);
        return bytes;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof CorruptedWebSocketFrameException broken
                && broken.closeStatus().equals(WebSocketCloseStatus.MESSAGE_TOO_BIG)) {
            int max = connection.gatewayLoop().limits().maxFrameBytes();
            connection.fail(CloseCode.FRAME_TOO_LARGE, "frame (expected: <= %d bytes)".formatted(max));
        } else if (cause instanceof CodecException) {
            connection.fail(CloseCode.PROTOCOL_VIOLATION, "not a WebSocket frame");
        } else {
            connection.abort();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            connection.abort();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        messages.forget(connection);
        if (held != null) {
            held.forEach(ReferenceCountUtil::release);
            held = null;
        }
        connection.gone();
    }
}
