package chat.carillon.server.websocket;

import chat.carillon.protocol.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/// A WebSocket client that can do everything wrong: it writes whatever bytes it is told to, and shows what comes
/// back frame by frame.
final class RawSocket implements AutoCloseable {
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    private static final int PATIENCE_MILLIS = 10_000;
    private static final byte[] MASK = {0x12, 0x34, 0x56, 0x78};

    private final Socket socket;
    private final DataInputStream in;
    private String responseHead = "";

    /// @param receiveBuffer bytes that the kernel takes for us while we do not read; 0 for its own choice
    private RawSocket(URI address, int receiveBuffer) throws IOException {
        socket = new Socket();
        if (receiveBuffer > 0) {
            socket.setReceiveBufferSize(receiveBuffer);
        }
        socket.connect(new InetSocketAddress(InetAddress.ofLiteral(address.getHost()), address.getPort()), 5_000);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(new java.io.BufferedInputStream(socket.getInputStream()));
    }

    /// What the server sent: the kind of frame, and its payload.
    record Frame(int opcode, boolean compressed, byte[] payload) {
        String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        int closeCode() {
            return (payload[0] & 0xff) << 8 | payload[1] & 0xff;
        }
    }

    static RawSocket connect(URI address) {
        return connect(address, 0);
    }

    static RawSocket connect(URI address, int receiveBuffer, String... headers) {
        return tryTo(() -> {
            var raw = new RawSocket(address, receiveBuffer);
            raw.handshake(standardHandshake(address, headers));
            return raw;
        });
    }

    /// Sends any request; the answer's head is [#responseHead].
    static RawSocket request(URI address, String request) {
        return tryTo(() -> {
            var raw = new RawSocket(address, 0);
            raw.handshake(request);
            return raw;
        });
    }

    static String standardHandshake(URI address, String... headers) {
        return "GET /v1/socket HTTP/1.1\r\nHost: " + address.getAuthority() + "\r\nConnection: Upgrade\r\n"
                + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: carillon.v1\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                + String.join(
                        "",
                        java.util.Arrays.stream(headers)
                                .map(header -> header + "\r\n")
                                .toList())
                + "\r\n";
    }

    private void handshake(String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        var head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            head.write(next);
        }
        responseHead = head.toString(StandardCharsets.ISO_8859_1);
    }

    String responseHead() {
        return responseHead;
    }

    int status() {
        return Integer.parseInt(responseHead.split(" ")[1]);
    }

    /// Says hello and returns the welcome.
    JsonObject hello(String token, String device) {
        send("{\"op\":\"hello\",\"token\":\"%s\",\"device\":\"%s\"}".formatted(token, device));
        return await("welcome");
    }

    void send(String json) {
        sendFrame(TEXT, true, json.getBytes(StandardCharsets.UTF_8));
    }

    void sendFrame(int opcode, boolean last, byte[] payload) {
        write(frame((last ? 0x80 : 0) | opcode, payload, true));
    }

    /// The bytes of a frame.
    static byte[] frame(int head, byte[] payload, boolean masked) {
        var out = new ByteArrayOutputStream();
        out.write(head);
        int maskBit = masked ? 0x80 : 0;
        if (payload.length < 126) {
            out.write(maskBit | payload.length);
        } else if (payload.length < 65536) {
            out.write(maskBit | 126);
            out.write(payload.length >> 8);
            out.write(payload.length);
        } else {
            out.write(maskBit | 127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                out.write((int) ((long) payload.length >> shift));
            }
        }
        if (masked) {
            out.writeBytes(MASK);
        }
        for (int i = 0; i < payload.length; i++) {
            out.write(masked ? payload[i] ^ MASK[i % 4] : payload[i]);
        }
        return out.toByteArray();
    }

    void write(byte[] bytes) {
        tryTo(() -> {
            socket.getOutputStream().write(bytes);
            return bytes;
        });
    }

    /// The next frame; null when the server has closed.
    @Nullable
    Frame next() {
        return tryTo(() -> {
            try {
                int head = in.readUnsignedByte();
                long length = in.readUnsignedByte() & 0x7f;
                if (length == 126) {
                    length = in.readUnsignedShort();
                } else if (length == 127) {
                    length = in.readLong();
                }
                byte[] payload = in.readNBytes(Math.toIntExact(length));
                boolean compressed = (head & 0x40) != 0;
                return new Frame(head & 0x0f, compressed, compressed ? inflate(payload) : payload);
            } catch (EOFException e) {
                return null;
            } catch (SocketTimeoutException e) {
                throw new AssertionError("nothing came for " + PATIENCE_MILLIS + " ms", e);
            } catch (java.net.SocketException e) {
                return null;
            }
        });
    }

    private static byte[] inflate(byte[] packed) {
        try (var inflater = new Inflater(true)) {
            inflater.setInput(packed);
            byte[] out = new byte[1 << 20];
            int size = inflater.inflate(out);
            return java.util.Arrays.copyOf(out, size);
        } catch (DataFormatException e) {
            throw new AssertionError(e);
        }
    }

    /// Skips to the next text frame for which `wanted` holds.
    JsonObject await(Predicate<JsonObject> wanted) {
        while (true) {
            Frame frame = next();
            if (frame == null || frame.opcode() == CLOSE) {
                throw new AssertionError("closed: " + (frame == null ? "" : frame.closeCode()));
            }
            if (frame.opcode() == TEXT) {
                JsonObject json = JsonObject.parse(frame.payload());
                if (wanted.test(json)) {
                    return json;
                }
            }
        }
    }

    JsonObject await(String op) {
        return await(json -> json.string("op").equals(op));
    }

    /// Skips to the close frame.
    ///
    /// @return its code; 1006 if the server closed without one
    int awaitClose() {
        while (true) {
            Frame frame = next();
            if (frame == null) {
                return 1006;
            }
            if (frame.opcode() == CLOSE) {
                return frame.closeCode();
            }
        }
    }

    private interface Action<T extends @Nullable Object> {
        T run() throws IOException;
    }

    private static <T extends @Nullable Object> T tryTo(Action<T> action) {
        try {
            return action.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        tryTo(() -> {
            socket.close();
            return socket;
        });
    }
}
