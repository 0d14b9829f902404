package chat.carillon.loadtest.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Random;
import java.util.function.DoublePredicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CuttingProxyTest {
    private static final byte[] HELLO = "hello, and a little more".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    private ServerSocket listener;
    private CuttingProxy proxy;

    @BeforeEach
    void stand_between() throws IOException {
        listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        proxy = between(Duration.ZERO);
    }

    private CuttingProxy between(Duration lasting) throws IOException {
        return CuttingProxy.start((InetSocketAddress) listener.getLocalSocketAddress(), lasting);
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        listener.close();
    }

    @Test
    void hands_everything_on_in_both_directions() throws IOException {
        try (Socket client = connect();
                Socket server = listener.accept()) {
            client.getOutputStream().write(HELLO);
            assertThat(server.getInputStream().readNBytes(HELLO.length)).isEqualTo(HELLO);
            byte[] much = new byte[5_000_000];
            new Random(1).nextBytes(much);
            Thread writer = Thread.startVirtualThread(() -> write(server, much));
            assertThat(client.getInputStream().readNBytes(much.length)).isEqualTo(much);
            assertThat(writer.isAlive() || !server.isClosed()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void cuts_both_ends_in_whatever_manner_is_drawn(long seed) throws IOException {
        try (Socket client = connect();
                Socket server = listener.accept()) {
            assertThat(proxy.cutOne(new Random(seed))).isTrue();
            var talking = Thread.startVirtualThread(() -> talk(server));
            assertThat(received(client)).as("ends").isNotNegative();
            assertThat(received(server)).isZero();
            await().untilAsserted(() -> assertThat(talking.isAlive()).isFalse());
            await().untilAsserted(
                            () -> assertThat(proxy.cutOne(new Random(seed))).isFalse());
        }
    }

    @Test
    void spares_the_young_nine_times_in_ten() throws IOException {
        proxy.close();
        proxy = between(Duration.ofHours(1));
        try (Socket _ = connect();
                Socket _ = listener.accept()) {
            long spared = seedWhoseFirstDrawIs(draw -> draw >= 0.1);
            assertThat(proxy.cutOne(new Random(spared))).isFalse();
            long cut = seedWhoseFirstDrawIs(draw -> draw < 0.1);
            assertThat(proxy.cutOne(new Random(cut))).isTrue();
        }
    }

    private static long seedWhoseFirstDrawIs(DoublePredicate wanted) {
        return LongStream.iterate(1, seed -> seed + 1)
                .filter(seed -> wanted.test(new Random(seed).nextDouble()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void has_nothing_to_cut_where_nobody_is_connected() {
        assertThat(proxy.cutOne(new Random(1))).isFalse();
    }

    @Test
    void ends_the_client_where_there_is_no_server() throws IOException {
        listener.close();
        try (Socket client = connect()) {
            assertThat(received(client)).isZero();
        }
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    }

    /// Bytes until the end, however it comes.
    private static int received(Socket socket) throws IOException {
        int count = 0;
        try {
            while (socket.getInputStream().read() >= 0) {
                count++;
            }
        } catch (SocketException e) {
            return count;
        }
        return count;
    }

    /// Until nobody listens any more.
    private static void talk(Socket socket) {
        try {
            while (true) {
                socket.getOutputStream().write(HELLO);
            }
        } catch (IOException e) {
            // that is what is waited for
        }
    }

    private static void write(Socket socket, byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            // the other end may be cut already
        }
    }
}
