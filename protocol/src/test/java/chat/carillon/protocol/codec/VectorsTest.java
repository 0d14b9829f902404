package chat.carillon.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import chat.carillon.protocol.ClientFrame;
import chat.carillon.protocol.Limits;
import chat.carillon.protocol.ServerFrame;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// Every golden vector gives what its file says.
class VectorsTest {
    static List<Vector> validOfClients() {
        return Vector.in("client/valid");
    }

    static List<Vector> invalidOfClients() {
        return Vector.in("client/invalid");
    }

    static List<Vector> validOfServers() {
        return Vector.in("server/valid");
    }

    static List<Vector> invalidOfServers() {
        return Vector.in("server/invalid");
    }

    @ParameterizedTest
    @MethodSource("validOfClients")
    void reads_and_writes_what_clients_may_send(Vector vector) {
        byte[] bytes = vector.frame();

        DecodeResult result = FrameCodec.decodeClient(bytes, 0, bytes.length, Limits.DEFAULT);

        assertThat(result).isInstanceOf(DecodeResult.Decoded.class);
        ClientFrame frame = ((DecodeResult.Decoded) result).frame();
        assertThat(tree(FrameCodec.encodeClient(frame))).isEqualTo(vector.json().get("canonical"));
    }

    @ParameterizedTest
    @MethodSource("invalidOfClients")
    void answers_what_clients_must_not_send_with_an_error(Vector vector) {
        byte[] bytes = vector.frame();

        DecodeResult result = FrameCodec.decodeClient(bytes, 0, bytes.length, Limits.DEFAULT);

        assertThat(result).isInstanceOf(DecodeResult.Rejected.class);
        DecodeResult.Rejected rejected = (DecodeResult.Rejected) result;
        assertThat(rejected.code().code()).isEqualTo(vector.json().get("error").asString());
        assertThat(rejected.ref()).isEqualTo(vector.json().get("ref").stringValue(null));
        assertThat(rejected.message()).isNotBlank().hasSizeLessThan(300);
    }

    @ParameterizedTest
    @MethodSource("validOfServers")
    void reads_and_writes_what_servers_send(Vector vector) {
        byte[] bytes = vector.frame();

        Optional<ServerFrame> frame = FrameCodec.decodeServer(bytes, 0, bytes.length);

        if (vector.json().has("ignored")) {
            assertThat(frame).isEmpty();
        } else {
            assertThat(frame).isPresent();
            assertThat(tree(FrameCodec.encodeServer(frame.orElseThrow())))
                    .isEqualTo(vector.json().get("canonical"));
        }
    }

    @ParameterizedTest
    @MethodSource("invalidOfServers")
    void tells_a_client_that_the_other_side_does_not_speak_the_protocol(Vector vector) {
        byte[] bytes = vector.frame();

        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> FrameCodec.decodeServer(bytes, 0, bytes.length));
    }

    private static JsonNode tree(byte[] utf8) {
        return Vector.JSON.readTree(utf8);
    }
}
