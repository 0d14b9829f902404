package chat.carillon.server.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import chat.carillon.protocol.Limits;
import chat.carillon.server.admission.Admission;
import chat.carillon.server.admission.Refusal;
import chat.carillon.server.config.ServerConfig;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Real sockets before a listening channel with a doorstep. What is behind it counts the connections, and keeps what
/// they say.
class DoorstepTest {
    private static final int PATIENCE_MILLIS = 10_000;
    private static final String REQUEST =
            "GET /v1/socket HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n";

    private final AtomicBoolean serving = new AtomicBoolean();
    private final Admission admission =
            new Admission(Limits.DEFAULT, new ServerConfig.Admission(250, 50, 10_000), 1_000, () -> 0, serving::get, 0);
    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(2, EpollIoHandler.newFactory());
    private final Inside inside = new Inside();
    private SocketAddress address;

    @BeforeEach
    void listen() {
        var bootstrap = new ServerBootstrap()
                .group(loops)
                .channel(EpollServerSocketChannel.class)
                .childHandler(inside);
        Doorstep.place(bootstrap, admission);
        address = bootstrap
                .bind(InetAddress.getLoopbackAddress(), 0)
                .syncUninterruptibly()
                .channel()
                .localAddress();
    }

    @AfterEach
    void stop() {
        assertThat(loops.shutdownGracefully(0, 1, TimeUnit.SECONDS)
                        .awaitUninterruptibly(PATIENCE_MILLIS, TimeUnit.MILLISECONDS))
                .isTrue();
    }

    @Test
    void a_request_for_a_socket_is_refused_before_anything_is_made_of_its_connection() throws IOException {
        try (Socket client = connect()) {
            say(client, REQUEST);
            String answer = new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

            assertThat(answer)
                    .startsWith("HTTP/1.1 503 ")
                    .containsPattern("\r\nRetry-After: \\d+\r\n")
                    .endsWith("\r\n\r\n");
        }
        assertThat(inside.connections).hasValue(0);
        assertThat(admission.counters().count(Refusal.STAGE)).isOne();
    }

    @Test
    void a_client_that_says_nothing_is_let_in_after_a_while() throws IOException {
        try (Socket _ = connect()) {
            await().untilAtomic(inside.connections, equalTo(1));
        }
    }

    /// Others than requests for a socket, a part of one, one that is followed by more, and one that is too long.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /v1/me HTTP/1.1\r\n\r\n",
                "GET /v1/sockets HTTP/1.1\r\n\r\n",
                "POST /v1/socket HTTP/1.1\r\n\r\n",
                "GET /v1/socket HTTP/1.1\r\nHost: ",
                "GET /v1/socket HTTP/1.1\r\n\r\nmore",
                "G",
                "\r\n\r\n",
                ""
            })
    void anything_else_goes_on_byte_by_byte(String first) throws IOException {
        goesOn(first);
    }

    @Test
    void a_longer_request_than_is_looked_at_goes_on_whole() throws IOException {
        goesOn("GET /v1/socket?" + "x".repeat(10_000) + " HTTP/1.1\r\n\r\n");
    }

    @Test
    void nobody_is_looked_at_while_all_are_let_in() throws IOException {
        serving.set(true);
        goesOn(REQUEST);
    }

    @Test
    void a_client_that_has_gone_keeps_nobody_else_from_coming() throws IOException {
        for (int i = 0; i < 50; i++) {
            try (Socket client = connect()) {
                // Closing sends a reset.
                client.setSoLinger(true, 0);
                say(client, REQUEST);
            }
        }
        goesOn("GET /v1/me HTTP/1.1\r\n\r\n");
    }

    private void goesOn(String first) throws IOException {
        try (Socket client = connect()) {
            say(client, first);
            say(client, "and the rest");
            await().until(() -> inside.heard().endsWith(first + "and the rest"));
        }
    }

    private Socket connect() throws IOException {
        var client = new Socket();
        client.setSoTimeout(PATIENCE_MILLIS);
        client.setTcpNoDelay(true);
        client.connect(address);
        return client;
    }

    private static void say(Socket client, String words) throws IOException {
        client.getOutputStream().write(words.getBytes(StandardCharsets.US_ASCII));
    }

    @ChannelHandler.Sharable
    private static final class Inside extends ChannelInboundHandlerAdapter {
        private final AtomicInteger connections = new AtomicInteger();
        private final Queue<String> heard = new ConcurrentLinkedQueue<>();

        String heard() {
            return String.join("", heard);
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            connections.incrementAndGet();
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ByteBuf bytes = (ByteBuf) message;
            heard.add(bytes.toString(StandardCharsets.US_ASCII));
            bytes.release();
        }
    }
}
