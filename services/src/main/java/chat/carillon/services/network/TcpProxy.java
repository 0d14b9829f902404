package chat.carillon.services.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Stands between clients and their server, and cuts connections when it is told to. Thread-safe.
public final class TcpProxy implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(TcpProxy.class);

    private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();
    private final InetSocketAddress server;
    private final ServerSocket listener;
    private volatile Supplier<Fault> faults = () -> Fault.NONE;
    private volatile boolean cut;

    private TcpProxy(InetSocketAddress server, ServerSocket listener) {
        this.server = server;
        this.listener = listener;
    }

    /// Listens on a free loopback port for clients of `server`.
    public static TcpProxy start(InetSocketAddress server) throws IOException {
        var proxy = new TcpProxy(server, new ServerSocket(0, 128, InetAddress.getLoopbackAddress()));
        Thread.ofVirtual().name("proxy of " + server.getPort()).start(proxy::accept);
        return proxy;
    }

    /// Where clients find it.
    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.getLocalPort());
    }

    /// From now on each new connection fails as `faults` says.
    public void setFaults(Supplier<Fault> faults) {
        this.faults = faults;
    }

    /// Cuts all connections, and every new one until [#mend].
    public void cut() {
        cut = true;
        cutAll();
    }

    public void mend() {
        cut = false;
    }

    /// Cuts all connections; new ones are served.
    public void cutAll() {
        connections.forEach(ProxiedConnection::cut);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Thread.ofVirtual().name("proxied connection").start(() -> serve(client));
            } catch (IOException e) {
                log.debug("the proxy ends: {}", e.getMessage());
            }
        }
    }

    private void serve(Socket client) {
        if (cut) {
            ProxiedConnection.reset(client);
            return;
        }
        try {
            Socket toServer = new Socket(server.getAddress(), server.getPort());
            var connection = new ProxiedConnection(client, toServer, faults.get());
            connections.add(connection);
            try {
                connection.run();
            } finally {
                connections.remove(connection);
            }
        } catch (IOException e) {
            log.debug("the proxy does not reach the server: {}", e.getMessage());
            ProxiedConnection.reset(client);
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the proxy cannot be closed", e);
        }
        cutAll();
    }
}
