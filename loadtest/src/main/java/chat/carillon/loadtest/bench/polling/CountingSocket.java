package chat.carillon.loadtest.bench.polling;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/// A blocking TCP connection that counts its bytes. Confined to one thread, closing excepted.
final class CountingSocket implements AutoCloseable {
    private static final int READ_BYTES = 16 * 1024;

    private final Socket socket;
    private final InputStream in;
    private final Traffic traffic;

    CountingSocket(URI server, Traffic traffic) throws IOException {
        this.socket = new Socket(server.getHost(), server.getPort());
        this.socket.setTcpNoDelay(true);
        this.in = new BufferedInputStream(socket.getInputStream(), READ_BYTES);
        this.traffic = traffic;
    }

    void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        traffic.bytes(bytes.length);
    }

    int read() throws IOException {
        int next = in.read();
        if (next < 0) {
            throw new EOFException("the server closed the connection");
        }
        traffic.bytes(1);
        return next;
    }

    byte[] read(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException("the server closed the connection");
        }
        traffic.bytes(count);
        return bytes;
    }

    /// The status line and headers of an answer.
    String readHead() throws IOException {
        var head = new StringBuilder();
        while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
            head.append((char) read());
        }
        return head.toString();
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // It is of no use any more either way.
        }
    }
}
