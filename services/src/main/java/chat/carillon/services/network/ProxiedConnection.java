package chat.carillon.services.network;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One connection of a client through the proxy. Thread-safe.
final class ProxiedConnection {
    private static final Logger log = LoggerFactory.getLogger(ProxiedConnection.class);
    private static final int BUFFER_BYTES = 65_536;

    private final Socket client;
    private final Socket server;
    private final Fault fault;

    ProxiedConnection(Socket client, Socket server, Fault fault) throws IOException {
        this.client = client;
        this.server = server;
        this.fault = fault;
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
    }

    /// Passes bytes on until either side ends.
    void run() {
        Thread.ofVirtual().name("proxied replies").start(this::passReplies);
        passRequests();
    }

    private void passRequests() {
        var buffer = new byte[BUFFER_BYTES];
        try (client) {
            InputStream from = client.getInputStream();
            OutputStream to = server.getOutputStream();
            int passed = 0;
            for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
                if (passed == fault.afterRequests()) {
                    fail(to, buffer, read);
                    return;
                }
                to.write(buffer, 0, read);
                passed++;
            }
            server.shutdownOutput();
        } catch (IOException e) {
            log.debug("a proxied connection ends: {}", e.getMessage());
            cut();
        }
    }

    private void fail(OutputStream to, byte[] request, int bytes) throws IOException {
        reset(client);
        switch (fault.manner()) {
            case REQUEST_LOST -> reset(server);
            case REPLY_LOST -> {
                // An abrupt end could take the request away from a server that has not read it yet.
                to.write(request, 0, bytes);
                server.shutdownOutput();
            }
        }
    }

    private void passReplies() {
        var buffer = new byte[BUFFER_BYTES];
        try (server) {
            InputStream from = server.getInputStream();
            OutputStream to = client.getOutputStream();
            for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
                to.write(buffer, 0, read);
            }
            client.shutdownOutput();
        } catch (IOException e) {
            log.debug("a proxied connection ends: {}", e.getMessage());
            reset(client);
        }
    }

    /// Ends both sides at once, as a machine does that loses its power.
    void cut() {
        reset(client);
        reset(server);
    }

    static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            log.debug("already closed: {}", e.getMessage());
        }
    }
}
