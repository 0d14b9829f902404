package chat.carillon.services.network;

import java.io.IOException;
import java.net.Socket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One connection of a client through the proxy. Thread-safe.
final class ProxiedConnection {
    private static final Logger log = LoggerFactory.getLogger(ProxiedConnection.class);

    private final Socket client;
    private final Socket server;
    private final boolean strayed;
    private final Fault fault;
    private final Pipe requests;
    private final Pipe replies;

    /// @param strayed whether it leads to another server than the first
    ProxiedConnection(Socket client, Socket server, boolean strayed, Fault fault, Sky sky) throws IOException {
        this.client = client;
        this.server = server;
        this.strayed = strayed;
        this.fault = fault;
        this.requests = new Pipe(sky, Weather::requests);
        this.replies = new Pipe(sky, Weather::replies);
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
    }

    boolean strayed() {
        return strayed;
    }

    /// Passes bytes on until both sides have ended.
    void run() {
        Thread.ofVirtual().name("requests, read").start(() -> requests.read(client));
        Thread.ofVirtual().name("replies, read").start(() -> replies.read(server));
        Thread replying = Thread.ofVirtual().name("replies").start(() -> cutIfFailed(this::passReplies));
        cutIfFailed(this::passRequests);
        try {
            replying.join();
        } catch (InterruptedException e) {
            cut();
        }
    }

    /// A part of the work.
    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private void cutIfFailed(Work work) {
        try {
            work.run();
        } catch (IOException e) {
            log.debug("a proxied connection ends: {}", e.getMessage());
            cut();
        } catch (InterruptedException e) {
            cut();
        }
    }

    private void passRequests() throws IOException, InterruptedException {
        boolean passed = requests.write(server.getOutputStream(), (number, request) -> {
            if (number != fault.afterRequests()) {
                return true;
            }
            fail(request);
            return false;
        });
        if (passed) {
            server.shutdownOutput();
        }
    }

    private void passReplies() throws IOException, InterruptedException {
        boolean _ = replies.write(client.getOutputStream(), (_, _) -> true);
        client.shutdownOutput();
        server.close();
    }

    private void fail(byte[] request) throws IOException {
        reset(client);
        switch (fault.manner()) {
            case REQUEST_LOST -> reset(server);
            case REPLY_LOST -> {
                // An abrupt end could take the request away from a server that has not read it yet.
                server.getOutputStream().write(request);
                server.shutdownOutput();
            }
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
