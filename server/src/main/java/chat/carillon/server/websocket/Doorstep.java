package chat.carillon.server.websocket;

import chat.carillon.server.admission.Admission;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.unix.UnixChannel;
import java.io.IOException;

/// Refuses handshakes on the accepting thread, before anything is made of a connection but its file descriptor: no
/// registration, no pipeline, no event loop. That leaves of a refusal what the kernel needs for it.
///
/// Looks at a connection only while the node lets nobody in, and only at what has arrived already; the kernel is asked
/// to hand over connections when their first bytes are there. Whatever is no whole request for a socket goes on, with
/// the bytes that were read of it, as if nobody had looked. Belongs to one listening channel; confined to its thread.
final class Doorstep extends ChannelInboundHandlerAdapter {
    /// A request for a socket has some 300 bytes. A longer one is the router's.
    private static final int MAX_REQUEST_BYTES = 4_096;

    /// So long the kernel keeps a connection to itself that has not sent anything; then it is accepted as it is.
    private static final int FIRST_BYTES_SECONDS = 1;

    private final Admission admission;
    private final ByteBuf bytes = Unpooled.directBuffer(MAX_REQUEST_BYTES, MAX_REQUEST_BYTES);

    private Doorstep(Admission admission) {
        this.admission = admission;
    }

    /// Places one before a channel of Linux's epoll that is about to listen, for connections without TLS.
    static void place(ServerBootstrap listener, Admission admission) {
        listener.option(EpollChannelOption.TCP_DEFER_ACCEPT, FIRST_BYTES_SECONDS)
                .handler(new Doorstep(admission));
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object accepted) {
        if (accepted instanceof UnixChannel connection && admission.shut(System.nanoTime())) {
            look(context, connection);
        } else {
            context.fireChannelRead(accepted);
        }
    }

    private void look(ChannelHandlerContext context, UnixChannel connection) {
        try {
            int length = read(connection.fd());
            long wait = length < MAX_REQUEST_BYTES && SocketRequest.isWhole(bytes)
                    ? admission.refuseIfShut(System.nanoTime())
                    : 0;
            if (wait > 0) {
                write(connection.fd(), RetryAfter.response(wait));
                connection.unsafe().closeForcibly();
                return;
            }
            if (length > 0) {
                connection.pipeline().addFirst(new ReadAlready(Unpooled.copiedBuffer(bytes)));
            }
            context.fireChannelRead(connection);
        } catch (IOException e) {
            // The client has gone.
            connection.unsafe().closeForcibly();
        }
    }

    private int read(FileDescriptor socket) throws IOException {
        bytes.clear();
        int length = socket.read(bytes.internalNioBuffer(0, MAX_REQUEST_BYTES), 0, MAX_REQUEST_BYTES);
        if (length < 0) {
            throw new IOException("closed");
        }
        bytes.writerIndex(length);
        return length;
    }

    private void write(FileDescriptor socket, byte[] answer) throws IOException {
        bytes.clear().writeBytes(answer);
        // It fits into the empty buffer of a socket that nothing was sent to.
        int _ = socket.write(bytes.internalNioBuffer(0, answer.length), 0, answer.length);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        bytes.release();
        context.fireChannelInactive();
    }

    /// Gives a connection what was read of it before, as the first that it reads.
    private static final class ReadAlready extends ChannelInboundHandlerAdapter {
        private final ByteBuf first;
        private boolean given;

        ReadAlready(ByteBuf first) {
            this.first = first;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            given = true;
            context.fireChannelActive();
            context.fireChannelRead(first);
            context.fireChannelReadComplete();
            context.pipeline().remove(this);
        }

        @Override
        public void handlerRemoved(ChannelHandlerContext context) {
            if (!given) {
                first.release();
            }
        }
    }
}
