package chat.carillon.loadtest.yardstick;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/// The process of the yardstick: listens on a free loopback port, says `listening PORT`, and ends with its input.
public final class BroadcasterMain {
    private static final int BACKLOG = 4_096;

    private BroadcasterMain() {}

    /// Runs until standard input ends.
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int threads = Runtime.getRuntime().availableProcessors();
        var group = new MultiThreadIoEventLoopGroup(threads, EpollIoHandler.newFactory());
        List<BroadcastLoop> loops = new ArrayList<>();
        for (EventExecutor executor : group) {
            loops.add(new BroadcastLoop((EventLoop) executor));
        }
        Broadcaster broadcaster = new Broadcaster(loops);
        var listening = new ServerBootstrap()
                .group(group)
                .channel(EpollServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<EpollSocketChannel>() {
                    @Override
                    protected void initChannel(EpollSocketChannel channel) {
                        BroadcastLoop loop = loops.stream()
                                .filter(candidate -> candidate.loop().equals(channel.eventLoop()))
                                .findFirst()
                                .orElseThrow();
                        channel.pipeline().addLast(new BroadcastMember(broadcaster, loop, channel));
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .sync();
        InetSocketAddress address = (InetSocketAddress) listening.channel().localAddress();
        System.out.println("listening " + address.getPort());
        while (System.in.read() >= 0) {
            // nothing is said to a yardstick but goodbye
        }
        Runtime.getRuntime().halt(0);
    }
}
