package chat.carillon.loadtest.swarm;

import chat.carillon.loadtest.wire.SourceAddresses;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollSocketChannel;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/// Opens the swarm's connections: so many a second, and only so many at a time that have not been welcomed yet.
///
/// Confined to the event loop.
final class Connector {
    private static final int MAX_OPENING = 256;
    private static final int READ_BYTES = 64 * 1024;
    private static final int CONNECT_TIMEOUT_MILLIS = 30_000;

    private final Swarm swarm;
    private final EventLoop loop;
    private final SourceAddresses sources;
    private final Bootstrap bootstrap;
    private final long startNanos = System.nanoTime();
    private int started;

    Connector(Swarm swarm, EventLoop loop) {
        this.swarm = swarm;
        this.loop = loop;
        this.sources = SourceAddresses.of(swarm.options().address());
        this.bootstrap = new Bootstrap()
                .group(loop)
                .channel(EpollSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MILLIS)
                .option(
                        ChannelOption.RECVBUF_ALLOCATOR,
                        new FixedRecvByteBufAllocator(READ_BYTES).maxMessagesPerRead(1))
                .option(EpollChannelOption.IP_BIND_ADDRESS_NO_PORT, true);
        if (swarm.options().receiveBytes() > 0) {
            bootstrap.option(ChannelOption.SO_RCVBUF, swarm.options().receiveBytes());
        }
    }

    /// Opens what may be opened now, and looks again in a millisecond while some are left.
    void proceed() {
        double elapsed = (System.nanoTime() - startNanos) / 1e9;
        int allowed = (int) Math.min(
                swarm.options().members(), 1 + elapsed * swarm.options().connectsPerSecond());
        while (started < allowed && started - swarm.settled() < MAX_OPENING) {
            open(swarm.member(started), started);
            started++;
        }
        if (started < swarm.options().members()) {
            var _ = loop.schedule(this::proceed, 1, TimeUnit.MILLISECONDS);
        }
    }

    private void open(Member member, int index) {
        Bootstrap one = bootstrap.clone().handler(new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(member);
            }
        });
        InetSocketAddress target = swarm.options().address();
        var connecting =
                sources.of(index).map(source -> one.connect(target, source)).orElseGet(() -> one.connect(target));
        var _ = connecting.addListener(done -> {
            if (!done.isSuccess()) {
                swarm.note(String.valueOf(done.cause().getMessage()));
                swarm.onClosed(false);
            }
        });
    }
}
