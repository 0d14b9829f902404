package chat.carillon.services.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.carillon.services.postgres.PostgresServer.Durability;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerTest {
    @TempDir
    Path directory;

    /// The answer to a client's question whether the server speaks TLS: it does not.
    private static int answer(InetSocketAddress address) throws IOException {
        try (var socket = new Socket(address.getAddress(), address.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(new byte[] {0, 0, 0, 8, 4, (byte) 0xd2, 0x16, 0x2f});
            return socket.getInputStream().read();
        }
    }

    @Test
    void it_answers_in_all_its_lives_on_the_same_port_until_it_is_closed() throws Exception {
        PostgresServer server = PostgresServer.start(directory, Durability.FULL);
        try (server) {
            InetSocketAddress address = server.address();
            assertThat(answer(address)).isEqualTo('N');
            assertThat(server.url("x")).contains("127.0.0.1:" + address.getPort() + "/x");

            server.stop();
            assertThat(server.isRunning()).isFalse();
            server.start();
            assertThat(answer(address)).isEqualTo('N');

            server.kill();
            assertThatThrownBy(() -> answer(address)).isInstanceOf(IOException.class);
            server.start();
            assertThat(answer(address)).isEqualTo('N');

            server.stopAtOnce();
            assertThat(server.isRunning()).isFalse();
            server.start();
            server.freeze();
            server.thaw();
            assertThat(answer(address)).isEqualTo('N');
        }
        assertThat(server.isRunning()).isFalse();
        assertThat(server.logFile()).content().contains("ready to accept connections");
    }
}
