package chat.carillon.services.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaServerTest {
    private static final short API_VERSIONS = 18;
    private static final int CORRELATION = 4711;

    @TempDir
    Path directory;

    /// Asks which requests it knows: every Kafka answers that with the number of the question.
    private static int answer(InetSocketAddress address) throws IOException {
        try (var socket = new Socket(address.getAddress(), address.getPort())) {
            socket.setSoTimeout(20_000);
            var question = new DataOutputStream(socket.getOutputStream());
            question.writeInt(10);
            question.writeShort(API_VERSIONS);
            question.writeShort(0);
            question.writeInt(CORRELATION);
            question.writeShort(-1);
            question.flush();
            var answer = new DataInputStream(socket.getInputStream());
            assertThat(answer.readInt()).isPositive();
            return answer.readInt();
        }
    }

    @Test
    void it_answers_in_all_its_lives_on_the_same_port_until_it_is_closed() throws Exception {
        KafkaServer server = KafkaServer.start(directory);
        try (server) {
            InetSocketAddress address = server.address();
            assertThat(answer(address)).isEqualTo(CORRELATION);
            assertThat(server.servers()).isEqualTo("127.0.0.1:" + address.getPort());

            server.kill();
            assertThat(server.isRunning()).isFalse();
            assertThatThrownBy(() -> answer(address)).isInstanceOf(IOException.class);
            server.start();
            assertThat(answer(address)).isEqualTo(CORRELATION);

            server.freeze();
            server.thaw();
            assertThat(answer(address)).isEqualTo(CORRELATION);

            server.stop();
            assertThat(server.isRunning()).isFalse();
        }
        assertThat(server.logFile()).exists();
        assertThatThrownBy(() -> answer(server.address())).isInstanceOf(IOException.class);
    }
}
