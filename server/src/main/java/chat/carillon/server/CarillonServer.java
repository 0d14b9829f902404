package chat.carillon.server;

import chat.carillon.core.audit.UnreadAuditor;
import chat.carillon.core.node.IncompatibleNodesException;
import chat.carillon.core.node.Node;
import chat.carillon.core.store.Store;
import chat.carillon.core.store.StoreUnavailableException;
import chat.carillon.core.time.SystemTime;
import chat.carillon.core.time.Time;
import chat.carillon.server.account.Logins;
import chat.carillon.server.auth.OperatorToken;
import chat.carillon.server.auth.Revocations;
import chat.carillon.server.cluster.Brokers;
import chat.carillon.server.cluster.Stores;
import chat.carillon.server.config.ServerConfig;
import chat.carillon.server.http.NodeStatus.Stage;
import chat.carillon.server.operator.Audit;
import chat.carillon.server.push.Pushing;
import chat.carillon.server.websocket.Gateway;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A Carillon server that listens. Also for programs that embed one: [#start], use [#address], [#close].
///
/// Thread-safe. Starting and closing block.
public final class CarillonServer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(CarillonServer.class);
    private static final Duration SWEEP_EVERY = Duration.ofHours(1);

    private final Wiring.Ground ground;
    private final Wiring.Identity identity;
    private final Wiring.Core core;
    private final Listener listener;
    private final Optional<String> setupToken;

    /// What to close at the end, the last first.
    private final Deque<AutoCloseable> resources;

    private final Drain drain;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);

    private CarillonServer(
            Wiring.Ground ground,
            Wiring.Identity identity,
            Wiring.Core core,
            Edge edge,
            Optional<String> setupToken,
            Deque<AutoCloseable> resources) {
        this.ground = ground;
        this.identity = identity;
        this.core = core;
        this.listener = edge.listener();
        this.drain = edge.drain();
        this.setupToken = setupToken;
        this.resources = resources;
    }

    /// What faces the clients.
    private record Edge(Listener listener, Drain drain) {}

    /// Opens a store; closed with the server.
    @FunctionalInterface
    public interface StoreOpener {
        /// @throws StartException if it cannot be opened
        Store open(ServerConfig config, Time time);
    }

    /// Starts a server on the store that the configuration names, and returns when it serves.
    ///
    /// @throws StartException if it cannot start, in one sentence for the operator
    public static CarillonServer start(ServerConfig config) {
        return start(config, Stores::open);
    }

    /// Starts a server on a store of the embedder's choice, and returns when it serves.
    ///
    /// @throws StartException if it cannot start, in one sentence for the operator
    public static CarillonServer start(ServerConfig config, StoreOpener opener) {
        Deque<AutoCloseable> closing = new ArrayDeque<>();
        try {
            return start(config, opener, closing);
        } catch (StoreUnavailableException e) {
            closeAll(closing);
            throw new StartException("the store cannot be used: " + e.getMessage(), e);
        } catch (IncompatibleNodesException e) {
            closeAll(closing);
            throw new StartException(String.valueOf(e.getMessage()), e);
        } catch (RuntimeException e) {
            closeAll(closing);
            throw e;
        }
    }

    private static CarillonServer start(ServerConfig config, StoreOpener opener, Deque<AutoCloseable> closing) {
        long beganNanos = System.nanoTime();
        makeDirectory(config.dataDirectory());
        var time = pushed(closing, new SystemTime());
        Store store = pushed(closing, opener.open(config, time));
        Wiring.Ground ground = Wiring.ground(config, store, time);
        pushed(closing, ground.metrics());
        pushed(closing, ground.threads());
        var revocations = new Revocations();
        Wiring.Identity identity = Wiring.identity(ground, revocations, operatorToken(config.dataDirectory()));
        pushed(closing, identity.passwords());
        String self = Wiring.nodeName(config);
        Brokers brokers = pushed(closing, Brokers.connect(self, config.cluster(), store, time));
        Wiring.Core core = Wiring.core(self, ground, identity, brokers);
        revocations.listen(core.node().sessions()::revoke);
        core.node().alsoLook(identity.revocationWatch()::look);
        Optional<String> setupToken = identity.accounts().prepare();
        Pushing pushing = pushed(closing, Wiring.pushing(ground, core));
        Wiring.Edge edge = Wiring.edge(ground, identity, core, pushing);
        core.node().announceArrivals(() -> core.lifecycle().arrivalsPerSecond(edge.admission()));
        core.node().join();
        core.node().start();
        closing.push(core.node()::stop);
        pushing.start();
        UnreadAuditor auditor = Wiring.auditor(ground);
        auditor.start();
        closing.push(auditor::stop);
        Listener listener = pushed(closing, Listener.start(config, edge));
        var drain = new Drain(
                core.node(),
                identity.authentication(),
                edge.admission(),
                edge.api()::inProgress,
                config.node().drainTimeout(),
                Duration.ofNanos(System.nanoTime() - beganNanos));
        var server = new CarillonServer(ground, identity, core, new Edge(listener, drain), setupToken, closing);
        core.lifecycle().whenAskedToDrain(server::closeSoon);
        server.sweep();
        core.lifecycle().enter(Stage.SERVING);
        log.info("{} serves on {}", core.lifecycle().node(), server.address());
        return server;
    }

    private static <T extends AutoCloseable> T pushed(Deque<AutoCloseable> closing, T resource) {
        closing.push(resource);
        return resource;
    }

    private static void makeDirectory(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new StartException(
                    "data.directory: '%s' cannot be made (expected: a folder that this user may write to)"
                            .formatted(directory),
                    e);
        }
        if (!Files.isWritable(directory)) {
            throw new StartException(
                    "data.directory: '%s' is not writable (expected: a folder that this user may write to)"
                            .formatted(directory));
        }
    }

    private static String operatorToken(Path directory) {
        try {
            return OperatorToken.readOrMake(directory);
        } catch (IOException e) {
            throw new StartException("data.directory: the operator's token cannot be used: " + e.getMessage(), e);
        }
    }

    /// Forgets what has expired, and what administrators did long ago.
    private void sweep() {
        ground.time()
                .after(
                        SWEEP_EVERY,
                        () -> ground.threads().blocking().execute(() -> {
                            try {
                                Logins logins = identity.logins();
                                logins.deleteExpired();
                                new Audit(ground.store().audit(), ground.time())
                                        .forgetOlderThan(ground.config().audit().retention());
                            } catch (StoreUnavailableException e) {
                                log.warn("what is old stays for another hour: {}", e.getMessage());
                            } finally {
                                sweep();
                            }
                        }));
    }

    /// The port that it listens on, also where the configuration asked for any.
    public int port() {
        return listener.port();
    }

    /// Takes sessions of other transports than WebSockets over TCP.
    public Gateway gateway() {
        return listener.gateway();
    }

    /// Where a client on this machine reaches it.
    public URI address() {
        String scheme = ground.config().tls() == null ? "http" : "https";
        String host = ground.config().http().host();
        String reachable = host.equals("0.0.0.0") || host.equals("::") ? "localhost" : host;
        String written = reachable.contains(":") ? "[" + reachable + "]" : reachable;
        return URI.create("%s://%s:%d".formatted(scheme, written, port()));
    }

    /// Whether nobody has made the first administrator yet.
    public boolean wantsAdministrator() {
        return setupToken.isPresent();
    }

    /// The one-time link that makes the first administrator; empty if there is one already, or no web client to open
    /// it with. The secret is behind `#`, which browsers keep to themselves.
    public Optional<URI> setupLink() {
        return setupToken
                .filter(_ -> config().http().webClient())
                .map(token -> URI.create(address() + "/setup#" + token));
    }

    public ServerConfig config() {
        return ground.config();
    }

    /// For tests that put the node under strain.
    Node node() {
        return core.node();
    }

    /// Stops: takes no sockets any more, tells the clients when to come back, waits for them to go
    /// for `node.drainTimeout` where others take them, closes what is left, writes what waits, closes
    /// the store. Returns when it has stopped, also where another thread stops it.
    @Override
    public void close() {
        if (closing.compareAndSet(false, true)) {
            core.lifecycle().enter(Stage.DRAINING);
            drain.run();
            core.lifecycle().enter(Stage.STOPPED);
            closeAll(resources);
            log.info("{} has stopped", core.lifecycle().node());
            closed.countDown();
        } else {
            awaitClosed();
        }
    }

    /// Blocks until it has stopped.
    public void awaitClosed() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// An administrator wants it to stop.
    private void closeSoon() {
        Thread.ofPlatform().name("drain").start(this::close);
    }

    private static void closeAll(Deque<AutoCloseable> closing) {
        while (!closing.isEmpty()) {
            try {
                closing.pop().close();
            } catch (Exception e) {
                log.warn("could not close everything: {}", e.toString());
            }
        }
    }
}
