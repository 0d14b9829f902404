package chat.carillon.loadtest.replay;

import chat.carillon.client.CarillonClient;
import chat.carillon.client.net.ClientResources;
import chat.carillon.loadtest.api.ServerApi;
import chat.carillon.loadtest.api.TokenSource;
import chat.carillon.loadtest.chaos.CuttingProxy;
import chat.carillon.loadtest.chaos.Mishaps;
import chat.carillon.loadtest.process.Closing;
import chat.carillon.loadtest.process.Scratch;
import chat.carillon.model.UserId;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;

/// The server of a replay, the ways to reach it, and what happens to them. Thread-safe.
final class ReplayStage implements AutoCloseable {
    /// Longer than a killed server needs to come back.
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final ReplayOptions options;
    private final ReplayServers servers;
    private final TokenSource tokens;
    private final ServerApi api;
    private final CuttingProxy proxy;
    private final ClientResources resources = ClientResources.create();
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    private ReplayStage(ReplayOptions options, ReplayServers servers) throws IOException {
        this.options = options;
        this.servers = servers;
        this.tokens = new TokenSource(servers.secret());
        this.api = new ServerApi(servers.first(), tokens, PATIENCE);
        this.proxy = CuttingProxy.start(new InetSocketAddress(servers.first().getHost(), port(servers.first())));
        open.push(servers);
        open.push(resources);
        open.push(api);
        open.push(proxy);
    }

    /// The server that the options name, or servers of its own on empty data.
    static ReplayStage open(ReplayOptions options, Scratch scratch) throws IOException {
        return new ReplayStage(options, ReplayServers.open(options.target(), scratch));
    }

    private static int port(URI uri) {
        return uri.getPort() > 0 ? uri.getPort() : uri.getScheme().equals("https") ? 443 : 80;
    }

    ServerApi api() {
        return api;
    }

    /// Whether whoever has this name in the log, or among its watchers, is cut off now and then.
    boolean unlucky(String name) {
        return Mishaps.unlucky(options.seed(), name, options.cutShare());
    }

    /// How someone reaches the server.
    enum Way {
        DIRECT,
        THROUGH_PROXY
    }

    /// A client of someone who is shown as `name`; it is not connected yet.
    CarillonClient client(UserId user, String name, Way way) {
        return CarillonClient.builder(way == Way.THROUGH_PROXY ? throughProxy() : servers.entranceOf(name))
                .token(() -> tokens.of(user, name))
                .device("replay")
                .resources(resources)
                .build();
    }

    private URI throughProxy() {
        return URI.create("%s://127.0.0.1:%d".formatted(servers.first().getScheme(), proxy.port()));
    }

    /// Cuts one of the connections that go through the proxy.
    ///
    /// @return whether there was one
    boolean cutOne(long draw) {
        return proxy.cutOne(new Random(draw));
    }

    /// Kills a server and waits until it is back.
    void kill() throws IOException {
        servers.kill();
    }

    @Override
    public void close() throws IOException {
        Closing.all(open);
    }
}
