package chat.carillon.server.websocket;

import chat.carillon.core.node.Node;
import chat.carillon.protocol.Limits;
import chat.carillon.server.admission.Admission;
import chat.carillon.server.delivery.GatewayCounters;
import chat.carillon.server.delivery.GatewayLoop;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import java.util.concurrent.ConcurrentHashMap;

/// All sockets of a node, spread over the event loops that accepted them. Thread-safe.
public final class Gateway {
    private final Node node;
    private final Limits limits;
    private final Admission admission;
    private final GatewayCounters counters;
    private final ConcurrentHashMap<EventLoop, Slot> slots = new ConcurrentHashMap<>();
    private final WebSocketDecoderConfig decoding;

    /// What the sockets of one event loop share.
    record Slot(GatewayLoop loop, Heartbeats heartbeats, InboundMessages inbound, Admission admission) {}

    public Gateway(Node node, Limits limits, GatewayCounters counters, Admission admission) {
        this.node = node;
        this.limits = limits;
        this.counters = counters;
        this.admission = admission;
        this.decoding = WebSocketDecoderConfig.newBuilder()
                .maxFramePayloadLength(limits.maxFrameBytes())
                .expectMaskedFrames(true)
                .allowMaskMismatch(false)
                .allowExtensions(true)
                .closeOnProtocolViolation(false)
                .withUTF8Validator(false)
                .build();
    }

    Admission admission() {
        return admission;
    }

    /// Takes over a channel whose handshake is done. On its event loop.
    ///
    /// @param before the handler that is there for the HTTP connection; ours take its place
    void takeOver(Channel channel, String before, SocketConnection.Handshake handshake) {
        SocketConnection connection = connection(channel, handshake);
        channel.pipeline()
                .addBefore(before, "websocket-frames", new WebSocket13FrameDecoder(decoding))
                .addBefore(before, "carillon", connection.reader());
        channel.pipeline().remove(before);
        if (channel.pipeline().get("idle") != null) {
            // The HTTP server's own timeout; an idle socket is none of its business.
            channel.pipeline().remove("idle");
        }
    }

    /// Takes a channel of another transport than ours, whose bytes are WebSocket frames from the first one on: for
    /// programs that embed a server, and for measuring one without a kernel. On its event loop.
    public void accept(Channel channel, String remoteAddress) {
        SocketConnection connection =
                connection(channel, new SocketConnection.Handshake(remoteAddress, null, null, false));
        channel.pipeline()
                .addLast("websocket-frames", new WebSocket13FrameDecoder(decoding))
                .addLast("carillon", connection.reader());
    }

    private SocketConnection connection(Channel channel, SocketConnection.Handshake handshake) {
        Slot slot = slots.computeIfAbsent(channel.eventLoop(), this::newSlot);
        var connection = new SocketConnection(slot, channel, handshake, node);
        counters.opened();
        slot.heartbeats().add(connection);
        return connection;
    }

    private Slot newSlot(EventLoop eventLoop) {
        var heartbeats = new Heartbeats(limits, counters);
        heartbeats.start(eventLoop);
        new LoopLag(eventLoop, admission).start();
        return new Slot(
                new GatewayLoop(eventLoop, node.fanout(), limits, counters, node.journal()),
                heartbeats,
                new InboundMessages(limits.maxFrameBytes()),
                admission);
    }
}
