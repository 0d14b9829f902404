package chat.carillon.cli.server;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// The least of a client that a [Rehearsal] needs: it loads next to nothing of its own, so that what the JVM writes
/// down is the server's. Confined to its thread.
final class PlainSocket implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 30_000;
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int HEAD_BYTES = 8;
    private static final byte FINAL_TEXT = (byte) 0x81;
    private static final int MASKED = 0x80;
    private static final int MAX_7_BIT_LENGTH = 125;
    private static final byte MASKED_16_BIT_LENGTH = (byte) 0xfe;

    private final Socket socket;
    private final byte[] buffer = new byte[BUFFER_BYTES];

    private PlainSocket(Socket socket) {
        this.socket = socket;
    }

    static PlainSocket connect(int port) throws IOException {
        var socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.setTcpNoDelay(true);
        return new PlainSocket(socket);
    }

    void upgrade() throws IOException {
        write("""
                GET /v1/socket HTTP/1.1
                Host: localhost
                Connection: Upgrade
                Upgrade: websocket
                Sec-WebSocket-Version: 13
                Sec-WebSocket-Protocol: carillon.v1
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==

                """);
        await("\r\n\r\n");
    }

    /// @return the body of the answer
    String post(String path, String token, String body) throws IOException {
        write("""
                POST %s HTTP/1.1
                Host: localhost
                Connection: close
                Authorization: Bearer %s
                Content-Type: application/json
                Content-Length: %d

                """.formatted(path, token, body.length()));
        socket.getOutputStream().write(body.getBytes(StandardCharsets.US_ASCII));
        String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return answer.substring(answer.indexOf("\r\n\r\n")).strip();
    }

    private void write(String head) throws IOException {
        socket.getOutputStream().write(head.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    /// Sends a text frame, masked with zeros.
    void send(byte[] text) throws IOException {
        var frame = ByteBuffer.allocate(HEAD_BYTES + text.length).put(FINAL_TEXT);
        if (text.length <= MAX_7_BIT_LENGTH) {
            frame.put((byte) (MASKED | text.length));
        } else {
            frame.put(MASKED_16_BIT_LENGTH).putShort((short) text.length);
        }
        frame.putInt(0).put(text);
        socket.getOutputStream().write(frame.array(), 0, frame.position());
    }

    /// Reads until `part` has come; what follows it in the same piece is skipped.
    void await(String part) throws IOException {
        var read = new ByteArrayOutputStream();
        while (!read.toString(StandardCharsets.ISO_8859_1).contains(part)) {
            int count = socket.getInputStream().read(buffer);
            if (count < 0) {
                throw new EOFException("closed before " + part.strip() + " came: "
                        + read.toString(StandardCharsets.US_ASCII).replaceAll("\\P{Print}+", " "));
            }
            read.write(buffer, 0, count);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
