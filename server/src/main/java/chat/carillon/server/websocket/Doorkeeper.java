package chat.carillon.server.websocket;

import chat.carillon.server.admission.Admission;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/// Stands before everything else of a new connection, for its first bytes: if they ask for a socket while the node
/// lets nobody in, they are answered here, and neither parsed nor routed. It refuses what no [Doorstep] can: behind
/// TLS,
/// on systems without epoll, and those whose first bytes came late. What it lets through is judged by the
/// [WebSocketEndpoint] as if there were no doorkeeper, and
/// so is every later request of the connection. Confined to its event loop.
public final class Doorkeeper extends ChannelInboundHandlerAdapter {
    private static final String HTTP_DECODER = "httpDecoder";

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
        long wait = message instanceof ByteBuf bytes && SocketRequest.begins(bytes)
                ? admission.refuseIfShut(System.nanoTime())
                : 0;
        if (wait == 0) {
            context.pipeline().remove(this);
            context.fireChannelRead(message);
        } else {
            answer = Unpooled.wrappedBuffer(RetryAfter.response(wait));
            ReferenceCountUtil.release(message);
        }
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
