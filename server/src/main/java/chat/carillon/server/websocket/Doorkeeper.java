package chat.carillon.server.websocket;

import chat.carillon.server.admission.Admission;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Stands before everything else of a new connection, for its first bytes: if they ask for a socket while the node
/// lets nobody in, they are answered here, and neither parsed nor routed. That makes a refusal cheap where it
/// matters, in a storm. What it lets through is judged by the [WebSocketEndpoint] as if there were no doorkeeper, and
/// so is every later request of the connection. Confined to its event loop.
public final class Doorkeeper extends ChannelInboundHandlerAdapter {
    private static final String HTTP_DECODER = "httpDecoder";
    private static final ByteBuf REQUEST = Unpooled.unreleasableBuffer(
            Unpooled.copiedBuffer("GET /v1/socket", StandardCharsets.US_ASCII).asReadOnly());

    private final Admission admission;
    private @Nullable ByteBuf answer;

    private Doorkeeper(Admission admission) {
        this.admission = admission;
    }

    /// Places one at a connection from which nothing has been read. On its event loop.
    public static void attend(Channel channel, Admission admission) {
        if (channel.pipeline().get(HTTP_DECODER) != null) {
            channel.pipeline().addBefore(HTTP_DECODER, "doorkeeper", new Doorkeeper(admission));
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (answer != null) {
            ReferenceCountUtil.release(message);
            return;
        }
        long wait = asksForSocket(message) ? admission.refuseIfShut(System.nanoTime()) : 0;
        if (wait == 0) {
            context.pipeline().remove(this);
            context.fireChannelRead(message);
        } else {
            answer = RetryAfter.response(wait);
            ReferenceCountUtil.release(message);
        }
    }

    private static boolean asksForSocket(Object message) {
        return message instanceof ByteBuf bytes
                && bytes.readableBytes() > REQUEST.readableBytes()
                && ByteBufUtil.equals(bytes, bytes.readerIndex(), REQUEST, 0, REQUEST.readableBytes())
                && " ?".indexOf(bytes.getByte(bytes.readerIndex() + REQUEST.readableBytes())) >= 0;
    }

    /// Answers when the request has been read off the socket: closing it before would take the answer back.
    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        ByteBuf ready = answer;
        if (ready == null) {
            context.fireChannelReadComplete();
        } else if (ready.isReadable()) {
            answer = Unpooled.EMPTY_BUFFER;
            var _ = context.writeAndFlush(ready).addListener(ChannelFutureListener.CLOSE);
        }
    }
}
