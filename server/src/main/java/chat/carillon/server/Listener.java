package chat.carillon.server;

import chat.carillon.server.admission.Admission;
import chat.carillon.server.config.ServerConfig;
import chat.carillon.server.websocket.DoorstepTransport;
import chat.carillon.server.websocket.Gateway;
import io.netty.channel.epoll.Epoll;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServerOptions;
import java.net.BindException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/// The event loops and their HTTP servers: one a core. Thread-safe.
final class Listener implements AutoCloseable {
    /// Connections that the kernel holds until they are accepted; it takes the lower of this and its own limit.
    static final int BACKLOG = 4_096;

    /// A connection that is kept alive between requests.
    private static final int IDLE_SECONDS = 75;

    private static final int MAX_HEADER_BYTES = 16_384;
    private static final long START_SECONDS = 30;
    private static final long STOP_SECONDS = 10;

    private final Vertx vertx;
    private final int port;
    private final Gateway gateway;

    private Listener(Vertx vertx, int port, Gateway gateway) {
        this.vertx = vertx;
        this.port = port;
        this.gateway = gateway;
    }

    /// Blocks until all event loops listen.
    ///
    /// @throws StartException if they cannot
    static Listener start(ServerConfig config, Wiring.Edge edge) {
        int loops = Runtime.getRuntime().availableProcessors();
        Vertx vertx = vertx(config, loops, edge.admission());
        var port = new AtomicInteger();
        try {
            HttpServerOptions options = options(config, vertx);
            String _ = await(
                    vertx.deployVerticle(
                            () -> new HttpVerticle(
                                    options,
                                    edge.api(),
                                    edge.socket(),
                                    edge.admission(),
                                    config.limits().handshakeTimeout(),
                                    port::set),
                            new DeploymentOptions().setInstances(loops)),
                    START_SECONDS);
            return new Listener(vertx, port.get(), edge.gateway());
        } catch (ExecutionException | TimeoutException e) {
            var _ = vertx.close();
            throw refusal(config, e);
        } catch (StartException e) {
            var _ = vertx.close();
            throw e;
        }
    }

    private static Vertx vertx(ServerConfig config, int loops, Admission admission) {
        VertxOptions options = new VertxOptions()
                .setPreferNativeTransport(true)
                .setEventLoopPoolSize(loops)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false));
        // What comes through TLS cannot be looked at on the doorstep.
        return config.tls() == null && Epoll.isAvailable()
                ? Vertx.builder()
                        .with(options)
                        .withTransport(new DoorstepTransport(admission))
                        .build()
                : Vertx.vertx(options);
    }

    private static HttpServerOptions options(ServerConfig config, Vertx vertx) {
        // All event loops share one port; a negative number asks for any port that they can share.
        int port = config.http().port() == 0 ? -1 : config.http().port();
        HttpServerOptions options = new HttpServerOptions()
                .setHost(config.http().host())
                .setPort(port)
                .setAcceptBacklog(BACKLOG)
                .setTcpNoDelay(true)
                .setIdleTimeout(IDLE_SECONDS)
                .setMaxHeaderSize(MAX_HEADER_BYTES)
                .setHandle100ContinueAutomatically(true)
                // The socket endpoint takes the channel over, which HTTP/2 would not let it.
                .setHttp2ClearTextEnabled(false)
                .setUseAlpn(false)
                .setStrictThreadMode(false);
        ServerConfig.Tls tls = config.tls();
        if (tls != null) {
            options.setSsl(true)
                    .setKeyCertOptions(TlsFiles.checked(tls, vertx))
                    .setSslHandshakeTimeout(config.limits().handshakeTimeout().toMillis())
                    .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
        }
        return options;
    }

    private static StartException refusal(ServerConfig config, Exception failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        String address = config.http().host() + ":" + config.http().port();
        if (cause instanceof BindException || String.valueOf(cause.getMessage()).contains("bind(")) {
            return new StartException(
                    "http.port: cannot listen on %s: %s (expected: an address of this machine and a free port)"
                            .formatted(address, plainly(String.valueOf(cause.getMessage()))),
                    cause);
        }
        return new StartException("the HTTP server cannot start on %s: %s".formatted(address, cause), cause);
    }

    /// The operating system's words come with calls and numbers around them.
    private static String plainly(String message) {
        if (message.contains("in use")) {
            return "it is in use already";
        }
        if (message.contains("assign requested address")) {
            return "this machine has no such address";
        }
        return message.contains("ermission denied") ? "this user may not" : message;
    }

    int port() {
        return port;
    }

    /// Where its sockets end.
    Gateway gateway() {
        return gateway;
    }

    @Override
    public void close() {
        try {
            Void _ = await(vertx.close(), STOP_SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the HTTP server does not stop", e);
        }
    }

    private static <T> T await(Future<T> future, long seconds) throws ExecutionException, TimeoutException {
        try {
            return future.toCompletionStage().toCompletableFuture().get(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartException("interrupted");
        }
    }
}
