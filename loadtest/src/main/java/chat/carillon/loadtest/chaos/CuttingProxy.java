package chat.carillon.loadtest.chaos;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/// Stands between clients and their server, and cuts connections when it is told to.
///
/// Thread-safe: the list of links is guarded by a lock, each link is confined to its event loop.
public final class CuttingProxy implements AutoCloseable {
    private static final List<Cut> MANNERS = List.of(Cut.values());

    /// A client whose sessions do not last waits longer and longer before it comes back: a minute, if it is cut off
    /// again and again. So most cuts spare the young.
    private static final Duration LASTING = Duration.ofSeconds(30);

    private static final double YOUNG_SHARE = 0.1;

    private final InetSocketAddress server;
    private final Duration lasting;
    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Link> links = new ArrayList<>();
    private final int port;

    private CuttingProxy(InetSocketAddress server, Duration lasting) throws IOException {
        this.server = server;
        this.lasting = lasting;
        var binding = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.AUTO_READ, false)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel client) {
                        open(client);
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .awaitUninterruptibly();
        if (!binding.isSuccess()) {
            throw new IOException("The proxy that cuts connections cannot listen.", binding.cause());
        }
        this.port = ((InetSocketAddress) binding.channel().localAddress()).getPort();
    }

    /// Listens on a free loopback port for clients of `server`.
    public static CuttingProxy start(InetSocketAddress server) throws IOException {
        return new CuttingProxy(server, LASTING);
    }

    /// @param lasting age from which on connections are not spared
    static CuttingProxy start(InetSocketAddress server, Duration lasting) throws IOException {
        return new CuttingProxy(server, lasting);
    }

    public int port() {
        return port;
    }

    private void open(Channel client) {
        Link link = new Link(client, this::forget);
        lock.lock();
        try {
            links.add(link);
        } finally {
            lock.unlock();
        }
        link.connect(server);
    }

    private void forget(Link link) {
        lock.lock();
        try {
            links.remove(link);
        } finally {
            lock.unlock();
        }
    }

    /// Cuts one of the connections: mostly one that has lasted, sometimes any.
    ///
    /// @return whether there was one
    public boolean cutOne(Random random) {
        Link link;
        lock.lock();
        try {
            long youngestNanos = System.nanoTime() - lasting.toNanos();
            boolean any = random.nextDouble() < YOUNG_SHARE;
            List<Link> choice = links.stream()
                    .filter(one -> any || one.openedAtNanos() - youngestNanos <= 0)
                    .toList();
            if (choice.isEmpty()) {
                return false;
            }
            link = choice.get(random.nextInt(choice.size()));
        } finally {
            lock.unlock();
        }
        link.cut(MANNERS.get(random.nextInt(MANNERS.size())));
        return true;
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 0, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
