package chat.carillon.loadtest.bench.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.HdrHistogram.Histogram;

/// The machine's own limit: a byte to another thread over a loopback socket, and back.
final class Loopback {
    private static final int WARM_UP = 2_000;

    private Loopback() {}

    /// @return nanoseconds of each round trip
    static Histogram measure(int times) throws IOException {
        var histogram = new Histogram(3);
        try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofPlatform().daemon().name("echo").start(() -> echo(listener));
            try (var socket = new Socket(listener.getInetAddress(), listener.getLocalPort())) {
                socket.setTcpNoDelay(true);
                InputStream in = socket.getInputStream();
                OutputStream out = socket.getOutputStream();
                for (int i = 0; i < WARM_UP + times; i++) {
                    long start = System.nanoTime();
                    out.write(1);
                    int _ = in.read();
                    if (i >= WARM_UP) {
                        histogram.recordValue(System.nanoTime() - start);
                    }
                }
            }
        }
        return histogram;
    }

    private static void echo(ServerSocket listener) {
        try (Socket socket = listener.accept()) {
            socket.setTcpNoDelay(true);
            InputStream in = socket.getInputStream();
            OutputStream out = socket.getOutputStream();
            for (int b = in.read(); b >= 0; b = in.read()) {
                out.write(b);
            }
        } catch (IOException e) {
            // The measurement ends with its own failure.
        }
    }
}
