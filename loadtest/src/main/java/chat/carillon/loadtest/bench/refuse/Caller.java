package chat.carillon.loadtest.bench.refuse;

import chat.carillon.loadtest.wire.ClientFrames;
import chat.carillon.loadtest.wire.Handshake;
import io.netty.buffer.ByteBuf;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/// One client that opens one socket after the other. Confined to its thread, which it blocks.
final class Caller {
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final String WELCOME = "{\"op\":\"welcome\"";
    private static final int OK = 101;

    private final int port;
    private final byte[] hello;
    private final ByteBuffer read = ByteBuffer.allocateDirect(BUFFER_BYTES);

    /// @param hello what is said on a socket that opened
    Caller(int port, String hello) {
        this.port = port;
        this.hello = hello.getBytes(StandardCharsets.US_ASCII);
    }

    /// How an attempt ends, and what is waited for.
    enum Kind {
        /// Refused: the answer is another than 101.
        REFUSED,
        /// The socket is open; nothing is said on it.
        OPENED,
        /// A session is open.
        WELCOMED
    }

    /// Tries once, and closes.
    ///
    /// @return whether the server answered as the kind wants it
    boolean attempt(Kind kind) throws IOException {
        try (SocketChannel socket = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
            write(socket, Handshake.request("127.0.0.1", port));
            read.clear();
            String answer = readUntil(socket, "\r\n\r\n");
            boolean opened = answer.startsWith("HTTP/1.1 " + OK);
            if (opened && kind == Kind.WELCOMED) {
                write(socket, ClientFrames.text(hello));
                String _ = readUntil(socket, WELCOME);
            }
            return opened == (kind != Kind.REFUSED);
        }
    }

    private static void write(SocketChannel socket, ByteBuf bytes) throws IOException {
        try {
            ByteBuffer left = bytes.nioBuffer();
            while (left.hasRemaining()) {
                int _ = socket.write(left);
            }
        } finally {
            bytes.release();
        }
    }

    private String readUntil(SocketChannel socket, String end) throws IOException {
        while (true) {
            String all =
                    StandardCharsets.ISO_8859_1.decode(read.duplicate().flip()).toString();
            if (all.contains(end)) {
                return all;
            }
            if (socket.read(read) < 0) {
                throw new EOFException("the server closed before it had answered");
            }
        }
    }
}
