package chat.carillon.loadtest.bench.polling;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// A client that is told what is new over a WebSocket. Runs until it is closed.
final class SocketListener implements Listening {
    private static final int TEXT = 0x81;
    private static final int PING = 0x89;
    private static final int PONG = 0x8a;

    private final CountingSocket socket;
    private final Traffic traffic;
    private final URI server;
    private final String token;

    SocketListener(URI server, String token, Traffic traffic) throws IOException {
        this.socket = new CountingSocket(server, traffic);
        this.traffic = traffic;
        this.server = server;
        this.token = token;
    }

    @Override
    public void listen() throws IOException {
        traffic.request();
        socket.write(CountingSocket.ascii("""
                GET /v1/socket HTTP/1.1\r
                Host: %s:%d\r
                Upgrade: websocket\r
                Connection: Upgrade\r
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
                Sec-WebSocket-Version: 13\r
                Sec-WebSocket-Protocol: carillon.v1\r
                \r
                """.formatted(server.getHost(), server.getPort())));
        String head = socket.readHead();
        if (!head.startsWith("HTTP/1.1 101 ")) {
            throw new IOException("The server answered the upgrade with: "
                    + head.lines().findFirst().orElse(""));
        }
        send(TEXT, CountingSocket.ascii("{\"op\":\"hello\",\"token\":\"%s\",\"device\":\"bench\"}".formatted(token)));
        while (true) {
            int first = socket.read();
            byte[] payload = socket.read(length());
            if (first == TEXT) {
                traffic.seen(new String(payload, StandardCharsets.UTF_8));
            } else if (first == PING) {
                send(PONG, payload);
            }
        }
    }

    private int length() throws IOException {
        int length = socket.read();
        return switch (length) {
            case 126 -> ByteBuffer.wrap(socket.read(2)).getShort() & 0xffff;
            case 127 -> Math.toIntExact(ByteBuffer.wrap(socket.read(8)).getLong());
            default -> length;
        };
    }

    /// The mask is there because it must be; of zeros, it changes nothing.
    private void send(int first, byte[] payload) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(payload.length + 8);
        frame.put((byte) first);
        if (payload.length < 126) {
            frame.put((byte) (0x80 | payload.length));
        } else {
            frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
        }
        frame.putInt(0).put(payload);
        byte[] bytes = new byte[frame.position()];
        frame.flip().get(bytes);
        socket.write(bytes);
    }

    @Override
    public void close() {
        socket.close();
    }
}
