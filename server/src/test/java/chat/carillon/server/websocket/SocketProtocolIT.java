package chat.carillon.server.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.server.TestServer;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Frames of a socket, right and wrong.
class SocketProtocolIT {
    private static final String PING = "{\"op\":\"ping\"}";

    @TempDir
    private Path folder;

    private TestServer server;
    private List<String> tokens;
    private String conversation;

    @BeforeEach
    void start() {
        server = TestServer.start(folder);
        tokens = server.users("ada", "bob");
        conversation =
                server.conversation(tokens.getFirst(), "{\"kind\":\"group\",\"name\":\"Tea\",\"members\":[\"bob\"]}");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private URI address() {
        return server.server().address();
    }

    private RawSocket open(String... headers) {
        RawSocket socket = RawSocket.connect(address(), 0, headers);
        socket.hello(tokens.getFirst(), "laptop");
        return socket;
    }

    private String send(String clientMessageId, String text) {
        return "{\"op\":\"send\",\"ref\":\"r\",\"conversation\":\"%s\",\"clientMessageId\":\"%s\",\"text\":\"%s\"}"
                .formatted(conversation, clientMessageId, text);
    }

    @Test
    void wants_hello_first_and_once() {
        try (RawSocket early = RawSocket.connect(address());
                RawSocket twice = open()) {
            early.send(PING);
            assertThat(early.awaitClose()).isEqualTo(4501);
            twice.send("{\"op\":\"hello\",\"token\":\"x\",\"device\":\"laptop\"}");
            assertThat(twice.await("error").string("code")).isEqualTo("already_open");
            twice.send(PING);
            twice.await("pong");
        }
    }

    @Test
    void what_is_sent_right_behind_hello_waits_for_the_welcome() {
        try (RawSocket socket = RawSocket.connect(address())) {
            socket.send("{\"op\":\"hello\",\"token\":\"%s\",\"device\":\"laptop\"}".formatted(tokens.getFirst()));
            socket.send(send("m-1", "at once"));
            socket.await("welcome");
            assertThat(socket.await("sent").integer("seq", 1, 100)).isEqualTo(3);
        }
    }

    @Test
    void survives_frames_that_are_no_requests() {
        try (RawSocket socket = open()) {
            socket.send("not json");
            assertThat(socket.await("error").string("code")).isEqualTo("malformed_frame");
            socket.send("{\"op\":\"dance\",\"ref\":\"r1\"}");
            assertThat(socket.await("error").string("code")).isEqualTo("unknown_op");
            socket.send("{\"op\":\"send\",\"ref\":\"r2\",\"conversation\":7}");
            assertThat(socket.await("error").string("code")).isEqualTo("invalid_field");
            socket.send(PING);
            socket.await("pong");
        }
    }

    @Test
    void puts_fragments_together_with_control_frames_between_them() {
        byte[] bytes = PING.getBytes(StandardCharsets.UTF_8);
        try (RawSocket socket = open()) {
            socket.sendFrame(RawSocket.TEXT, false, Arrays.copyOf(bytes, 5));
            socket.sendFrame(RawSocket.PING, true, new byte[] {1, 2, 3});
            socket.sendFrame(0, false, new byte[0]);
            socket.sendFrame(0, true, Arrays.copyOfRange(bytes, 5, bytes.length));
            RawSocket.Frame pong = socket.next();
            assertThat(pong).isNotNull();
            assertThat(pong.opcode()).isEqualTo(RawSocket.PONG);
            assertThat(pong.payload()).containsExactly(1, 2, 3);
            socket.await("pong");
        }
    }

    @Test
    void closes_on_what_is_no_frame_of_the_protocol() {
        byte[] ping = PING.getBytes(StandardCharsets.UTF_8);
        assertThat(closeAfter(RawSocket.frame(0x80 | RawSocket.BINARY, ping, true)))
                .isEqualTo(4503);
        assertThat(closeAfter(RawSocket.frame(0x80 | RawSocket.TEXT, new byte[200_000], true)))
                .isEqualTo(4502);
        assertThat(closeAfter(RawSocket.frame(0x80 | RawSocket.TEXT, ping, false)))
                .isEqualTo(4504);
        assertThat(closeAfter(RawSocket.frame(0x80 | 0x0b, ping, true))).isEqualTo(4504);
        assertThat(closeAfter(RawSocket.frame(0x80, ping, true))).isEqualTo(4504);
        byte[] twoBeginnings =
                join(RawSocket.frame(RawSocket.TEXT, ping, true), RawSocket.frame(0x80 | RawSocket.TEXT, ping, true));
        assertThat(closeAfter(twoBeginnings)).isEqualTo(4504);
    }

    @Test
    void closes_when_fragments_add_up_to_too_much() {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(RawSocket.frame(RawSocket.TEXT, new byte[100_000], true));
        bytes.writeBytes(RawSocket.frame(0, new byte[100_000], true));
        assertThat(closeAfter(bytes.toByteArray())).isEqualTo(4502);
    }

    private int closeAfter(byte[] bytes) {
        try (RawSocket socket = open()) {
            socket.write(bytes);
            return socket.awaitClose();
        }
    }

    private static byte[] join(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    @Test
    void answers_a_close_with_its_code() {
        try (RawSocket socket = open()) {
            socket.sendFrame(RawSocket.CLOSE, true, new byte[] {0x03, (byte) 0xe9});
            assertThat(socket.awaitClose()).isEqualTo(1001);
        }
    }

    @Test
    void compresses_live_entries_and_understands_compressed_frames() {
        String text = "the same words again and again, ".repeat(40);
        try (RawSocket socket = open("Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits")) {
            assertThat(socket.responseHead()).containsIgnoringCase("server_no_context_takeover");
            socket.write(RawSocket.frame(
                    0xc0 | RawSocket.TEXT, deflate(send("m-1", text).getBytes(StandardCharsets.UTF_8)), true));
            RawSocket.Frame frame = socket.next();
            while (frame != null && !frame.text().contains("\"op\":\"entry\"")) {
                frame = socket.next();
            }
            assertThat(frame).isNotNull();
            assertThat(frame.compressed()).isTrue();
            assertThat(frame.text()).contains(text);
        }
    }

    @Test
    void stops_a_compressed_frame_that_grows_beyond_the_limit() {
        try (RawSocket socket = open("Sec-WebSocket-Extensions: permessage-deflate")) {
            socket.write(RawSocket.frame(0xc0 | RawSocket.TEXT, deflate(new byte[10_000_000]), true));
            assertThat(socket.awaitClose()).isEqualTo(4502);
        }
    }

    private static byte[] deflate(byte[] plain) {
        try (var deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true)) {
            deflater.setInput(plain);
            byte[] out = new byte[plain.length + 100];
            int length = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
            return Arrays.copyOf(out, length - 4);
        }
    }
}
