package chat.carillon.loadtest.yardstick;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/// The least that a refusal can cost: one thread that accepts, reads once, writes the same answer to everybody, and
/// closes. Listens on a free loopback port, says `listening PORT`, and ends with its input.
public final class AccepterMain {
    private static final int BACKLOG = 4_096;
    private static final int REQUEST_BYTES = 4_096;
    private static final String ANSWER =
            "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";

    private AccepterMain() {}

    /// Runs until standard input ends.
    public static void main(String[] arguments) throws IOException {
        ServerSocketChannel listening =
                ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        System.out.println("listening " + listening.socket().getLocalPort());
        Thread.ofPlatform().daemon().start(() -> accept(listening));
        while (System.in.read() >= 0) {
            // nothing is said to a yardstick but goodbye
        }
        Runtime.getRuntime().halt(0);
    }

    private static void accept(ServerSocketChannel listening) {
        ByteBuffer request = ByteBuffer.allocateDirect(REQUEST_BYTES);
        ByteBuffer answer = ByteBuffer.allocateDirect(ANSWER.length());
        answer.put(ANSWER.getBytes(StandardCharsets.US_ASCII));
        while (listening.isOpen()) {
            try (SocketChannel socket = listening.accept()) {
                int _ = socket.read(request.clear());
                int _ = socket.write(answer.flip());
            } catch (IOException e) {
                System.err.println("an attempt failed: " + e);
            }
        }
    }
}
