package chat.carillon.loadtest.chaos;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetSocketAddress;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One client's connection and the one to the server behind it. Confined to the client's event loop, [#cut] excepted.
final class Link {
    private final Channel client;
    private final Consumer<Link> whenEnded;
    private @Nullable Channel server;
    /// Set by whoever cuts, so that not one more byte passes unseen.
    private volatile boolean torn;
    private final long openedAtNanos = System.nanoTime();
    private boolean ended;

    Link(Channel client, Consumer<Link> whenEnded) {
        this.client = client;
        this.whenEnded = whenEnded;
    }

    long openedAtNanos() {
        return openedAtNanos;
    }

    void connect(InetSocketAddress address) {
        var connecting = new Bootstrap()
                .group(client.eventLoop())
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.AUTO_READ, false)
                .handler(new Pump(client))
                .connect(address);
        Channel opened = connecting.channel();
        server = opened;
        client.pipeline().addLast(new Pump(opened));
        var _ = connecting.addListener(done -> {
            if (done.isSuccess()) {
                var _ = client.read();
                var _ = opened.read();
            } else {
                end(Cut.CLOSED);
            }
        });
    }

    /// Ends the link. May be called from any thread.
    void cut(Cut how) {
        if (how == Cut.TORN) {
            torn = true;
        } else {
            client.eventLoop().execute(() -> end(how));
        }
    }

    private void end(Cut how) {
        if (ended) {
            return;
        }
        ended = true;
        close(client, how);
        if (server != null) {
            close(server, how);
        }
        whenEnded.accept(this);
    }

    private static void close(Channel channel, Cut how) {
        if (how != Cut.CLOSED && channel.isActive()) {
            try {
                channel.config().setOption(ChannelOption.SO_LINGER, 0);
            } catch (ChannelException e) {
                // The other side was faster: it is closed already.
            }
        }
        var _ = channel.close();
    }

    /// Hands what one side says to the other, reading no faster than that takes it.
    private final class Pump extends ChannelInboundHandlerAdapter {
        private final Channel to;

        Pump(Channel to) {
            this.to = to;
        }

        @Override
        public void channelRead(ChannelHandlerContext from, Object read) {
            ByteBuf bytes = (ByteBuf) read;
            boolean tear = torn && to.equals(client);
            ByteBuf said = tear ? bytes.readRetainedSlice(bytes.readableBytes() / 2) : bytes.retain();
            bytes.release();
            var _ = to.writeAndFlush(said).addListener(done -> {
                if (tear || !done.isSuccess()) {
                    end(Cut.RESET);
                } else {
                    var _ = from.read();
                }
            });
        }

        @Override
        public void channelInactive(ChannelHandlerContext from) {
            end(Cut.CLOSED);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext from, Throwable cause) {
            end(Cut.RESET);
        }
    }
}
