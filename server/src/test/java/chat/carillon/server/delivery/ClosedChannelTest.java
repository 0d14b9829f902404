package chat.carillon.server.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.bus.LoneBus;
import chat.carillon.core.fanout.Fanout;
import chat.carillon.core.journal.Attachment;
import chat.carillon.core.journal.Journal;
import chat.carillon.core.store.memory.InMemoryStore;
import chat.carillon.model.ConversationId;
import chat.carillon.model.UserId;
import chat.carillon.protocol.CloseCode;
import chat.carillon.protocol.Limits;
import chat.carillon.protocol.ServerFrame;
import chat.carillon.server.ManualTime;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import java.io.FileOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The kernel gives the number of a closed socket to the next file or socket that is opened, while Netty tells of
/// the close a task later. What is sent in between must not reach whoever has that number now.
class ClosedChannelTest {
    private static final long PATIENCE_SECONDS = 10;

    @TempDir
    private Path folder;

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private final CompletableFuture<Channel> accepted = new CompletableFuture<>();

    @AfterEach
    void stop() {
        var stopped = loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        assertThat(stopped.awaitUninterruptibly(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .isTrue();
    }

    @Test
    void writes_nothing_to_whoever_has_the_number_of_a_closed_socket_now() throws Exception {
        Path other = folder.resolve("other");
        Channel listener = listen();
        try (var client = new Socket()) {
            client.connect(listener.localAddress());
            Channel channel = accepted.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            channel.eventLoop().submit(() -> sendAfterClose(channel, other)).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
        assertThat(other).isEmptyFile();
    }

    private Channel listen() {
        return new ServerBootstrap()
                .group(loops)
                .channel(EpollServerSocketChannel.class)
                .childHandler(new ChannelInboundHandlerAdapter() {
                    @Override
                    public void channelActive(ChannelHandlerContext context) {
                        accepted.complete(context.channel());
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .syncUninterruptibly()
                .channel();
    }

    private static Outbound sendAfterClose(Channel channel, Path other) throws IOException {
        var outbound = new Outbound(loopOf(channel), new Nobody(), channel, false);
        var _ = channel.close();
        try (var _ = new FileOutputStream(other.toFile())) {
            byte[] secret = "for somebody else".getBytes(StandardCharsets.UTF_8);
            outbound.add(WireFrame.text(channel.alloc(), secret));
            outbound.flush();
        }
        return outbound;
    }

    private static GatewayLoop loopOf(Channel channel) {
        var time = new ManualTime();
        var store = new InMemoryStore("epoch", time, Limits.DEFAULT);
        var fanout = new Fanout(new LoneBus(), store.log(), time, Limits.DEFAULT, Runnable::run, (_, _) -> {});
        return new GatewayLoop(channel.eventLoop(), fanout, Limits.DEFAULT, new GatewayCounters(), new Journal(time));
    }

    private static final class Nobody implements SocketOwner {
        @Override
        public void send(ServerFrame frame) {}

        @Override
        public void fail(CloseCode code, String reason) {}

        @Override
        public void abort() {}

        @Override
        public Optional<UserId> user() {
            return Optional.empty();
        }

        @Override
        public Optional<Attachment.Holder> holder() {
            return Optional.empty();
        }

        @Override
        public void leaveIfOf(Set<UserId> gone, ConversationId conversation) {}
    }
}
