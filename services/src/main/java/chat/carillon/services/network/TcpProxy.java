package chat.carillon.services.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Stands between clients and their server, and cuts connections when it is told to. Thread-safe.
public final class TcpProxy implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(TcpProxy.class);

    private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();
    private final List<InetSocketAddress> servers;
    private final ServerSocket listener;
    private final Sky sky = new Sky();
    private volatile Supplier<Fault> faults = () -> Fault.NONE;
    private volatile Predicate<InetSocketAddress> ready = _ -> true;
    private volatile boolean cut;

    private TcpProxy(List<InetSocketAddress> servers, ServerSocket listener) {
        this.servers = servers;
        this.listener = listener;
    }

    /// Listens on a free loopback port for clients of `server`.
    public static TcpProxy start(InetSocketAddress server) throws IOException {
        return start(List.of(server));
    }

    /// As above, for several servers: each connection goes to the first that takes it, as a load balancer has it.
    public static TcpProxy start(List<InetSocketAddress> servers) throws IOException {
        var proxy = new TcpProxy(List.copyOf(servers), new ServerSocket(0, 128, InetAddress.getLoopbackAddress()));
        Thread.ofVirtual().name("proxy of " + servers.getFirst().getPort()).start(proxy::accept);
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

    /// From now on new connections go to servers for which `ready` holds, as long as there are any.
    public void setReady(Predicate<InetSocketAddress> ready) {
        this.ready = ready;
    }

    /// From now on all bytes, also those under way, have this weather.
    public void setWeather(Weather weather) {
        sky.set(weather);
    }

    /// Cuts all connections, and every new one until [#mend].
    public void cut() {
        cut = true;
        cutAll();
    }

    public void mend() {
        cut = false;
    }

    /// Cuts the connections to other servers than the first.
    public void cutStrays() {
        connections.stream().filter(ProxiedConnection::strayed).forEach(ProxiedConnection::cut);
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
            Socket server = connect();
            var connection = new ProxiedConnection(
                    client, server, !server.getRemoteSocketAddress().equals(servers.getFirst()), faults.get(), sky);
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

    private Socket connect() throws IOException {
        IOException failure = new IOException("there is no server");
        for (InetSocketAddress server : inTurn()) {
            try {
                return new Socket(server.getAddress(), server.getPort());
            } catch (IOException e) {
                failure = e;
            }
        }
        throw failure;
    }

    private List<InetSocketAddress> inTurn() {
        Map<Boolean, List<InetSocketAddress>> byReadiness = servers.stream().collect(Collectors.partitioningBy(ready));
        return Stream.of(true, false)
                .flatMap(isReady -> byReadiness.getOrDefault(isReady, List.of()).stream())
                .toList();
    }

    @Override
    public void close() {
        sky.end();
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the proxy cannot be closed", e);
        }
        cutAll();
    }
}
