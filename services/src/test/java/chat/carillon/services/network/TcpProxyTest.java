package chat.carillon.services.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.carillon.services.network.Fault.Manner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Clients that send a byte and wait for its echo, through the proxy.
class TcpProxyTest {
    private final BlockingQueue<Integer> received = new LinkedBlockingQueue<>();
    private ServerSocket server;
    private TcpProxy proxy;

    @BeforeEach
    void start() throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
        proxy = TcpProxy.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort()));
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        server.close();
    }

    private void serve() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Thread.ofVirtual().start(() -> echo(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void echo(Socket client) {
        try (client) {
            for (int b = client.getInputStream().read();
                    b >= 0;
                    b = client.getInputStream().read()) {
                received.add(b);
                client.getOutputStream().write(b);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Socket connect() throws IOException {
        var socket = new Socket(proxy.address().getAddress(), proxy.address().getPort());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static int ask(Socket socket, int b) throws IOException {
        socket.getOutputStream().write(b);
        int answer = socket.getInputStream().read();
        if (answer < 0) {
            throw new IOException("the connection has ended");
        }
        return answer;
    }

    @Test
    void bytes_pass_both_ways() throws Exception {
        try (Socket socket = connect()) {
            assertThat(ask(socket, 1)).isEqualTo(1);
            assertThat(ask(socket, 2)).isEqualTo(2);
        }
    }

    @Test
    void a_lost_request_does_not_reach_the_server() throws Exception {
        proxy.setFaults(() -> new Fault(1, Manner.REQUEST_LOST));
        try (Socket socket = connect()) {
            assertThat(ask(socket, 1)).isEqualTo(1);
            assertThatThrownBy(() -> ask(socket, 2)).isInstanceOf(IOException.class);
        }
        assertThat(received).containsExactly(1);
    }

    @Test
    void a_lost_reply_is_one_to_a_request_that_reached_the_server() throws Exception {
        proxy.setFaults(() -> new Fault(1, Manner.REPLY_LOST));
        try (Socket socket = connect()) {
            assertThat(ask(socket, 1)).isEqualTo(1);
            assertThatThrownBy(() -> ask(socket, 2)).isInstanceOf(IOException.class);
        }
        assertThat(received.poll(10, TimeUnit.SECONDS)).isEqualTo(1);
        assertThat(received.poll(10, TimeUnit.SECONDS)).isEqualTo(2);
    }

    @Test
    void a_cut_ends_everything_until_it_is_mended() throws Exception {
        try (Socket socket = connect()) {
            assertThat(ask(socket, 1)).isEqualTo(1);
            proxy.cut();
            assertThatThrownBy(() -> ask(socket, 2)).isInstanceOf(IOException.class);
        }
        assertThatThrownBy(() -> ask(connect(), 3)).isInstanceOf(IOException.class);
        proxy.mend();
        try (Socket socket = connect()) {
            assertThat(ask(socket, 4)).isEqualTo(4);
        }
        assertThat(received).containsExactly(1, 4);
    }

    @Test
    void bytes_wait_in_silence_and_pass_the_way_that_opens() throws Exception {
        try (Socket socket = connect()) {
            assertThat(ask(socket, 1)).isEqualTo(1);
            proxy.setWeather(Weather.SILENCE);
            socket.getOutputStream().write(2);
            proxy.setWeather(Weather.REPLIES_LOST);
            assertThat(received.poll(10, TimeUnit.SECONDS)).isEqualTo(1);
            assertThat(received.poll(10, TimeUnit.SECONDS)).isEqualTo(2);
            assertThat(socket.getInputStream().available()).isZero();

            proxy.setWeather(Weather.CLEAR);
            assertThat(socket.getInputStream().read()).isEqualTo(2);
        }
    }

    @Test
    void a_long_link_takes_its_time_both_ways_however_much_is_under_way() throws Exception {
        Duration roundTrip = Duration.ofMillis(100);
        proxy.setWeather(Weather.roundTrip(roundTrip));
        try (Socket socket = connect()) {
            long start = System.nanoTime();
            for (int b = 1; b <= 5; b++) {
                socket.getOutputStream().write(b);
            }
            for (int b = 1; b <= 5; b++) {
                assertThat(socket.getInputStream().read()).isEqualTo(b);
            }
            assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(roundTrip.toNanos());
        }
    }

    @Test
    void connections_go_to_the_first_server_that_takes_them() throws Exception {
        int nobody;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = socket.getLocalPort();
        }
        InetAddress host = InetAddress.getLoopbackAddress();
        try (TcpProxy balancer = TcpProxy.start(List.of(
                        new InetSocketAddress(host, nobody), new InetSocketAddress(host, server.getLocalPort())));
                Socket socket = new Socket(host, balancer.address().getPort())) {
            assertThat(ask(socket, 1)).isEqualTo(1);
        }
    }

    @Test
    void connections_pass_over_servers_that_are_not_ready_as_long_as_another_is() throws Exception {
        InetAddress host = InetAddress.getLoopbackAddress();
        InetSocketAddress echoing = new InetSocketAddress(host, server.getLocalPort());
        try (var silent = new ServerSocket(0, 10, host);
                TcpProxy balancer =
                        TcpProxy.start(List.of(new InetSocketAddress(host, silent.getLocalPort()), echoing))) {
            balancer.setReady(echoing::equals);
            try (Socket socket = new Socket(host, balancer.address().getPort())) {
                assertThat(ask(socket, 1)).isEqualTo(1);
            }
            balancer.setReady(_ -> false);
            try (Socket _ = new Socket(host, balancer.address().getPort());
                    Socket taken = silent.accept()) {
                assertThat(taken.isConnected()).isTrue();
            }
        }
    }
}
