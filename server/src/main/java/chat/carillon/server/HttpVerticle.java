package chat.carillon.server;

import chat.carillon.server.admission.Admission;
import chat.carillon.server.http.ApiRouter;
import chat.carillon.server.websocket.Doorkeeper;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The HTTP server of one event loop; there is one for each core, and the kernel spreads connections among them.
/// Confined to its event loop.
final class HttpVerticle extends VerticleBase {
    private final HttpServerOptions options;
    private final ApiRouter api;
    private final io.vertx.core.Handler<RoutingContext> socket;
    private final Admission admission;
    private final Duration handshakeTimeout;
    private final Bound bound;

    /// Connections that have not sent a request yet, and the timers that end them.
    private final IdentityHashMap<HttpConnection, Long> silent = new IdentityHashMap<>();

    private @Nullable Router router;

    /// Is told which port the server listens on.
    @FunctionalInterface
    interface Bound {
        void to(int port);
    }

    HttpVerticle(
            HttpServerOptions options,
            ApiRouter api,
            io.vertx.core.Handler<RoutingContext> socket,
            Admission admission,
            Duration handshakeTimeout,
            Bound bound) {
        this.options = options;
        this.api = api;
        this.socket = socket;
        this.admission = admission;
        this.handshakeTimeout = handshakeTimeout;
        this.bound = bound;
    }

    @Override
    public Future<?> start() {
        router = api.router(vertx, socket);
        return vertx.createHttpServer(options)
                .connectionHandler(this::connected)
                .requestHandler(this::requested)
                .listen()
                .onSuccess(this::listening);
    }

    private void listening(HttpServer server) {
        bound.to(server.actualPort());
    }

    /// A connection that says nothing, or says it byte by byte, is not kept.
    private void connected(HttpConnection connection) {
        long timer = vertx.setTimer(handshakeTimeout.toMillis(), _ -> {
            silent.remove(connection);
            var _ = connection.close();
        });
        silent.put(connection, timer);
        connection.closeHandler(_ -> heardOrGone(connection));
        if (connection instanceof HttpServerConnection http1) {
            Doorkeeper.attend(http1.channelHandlerContext().channel(), admission);
        }
    }

    private void heardOrGone(HttpConnection connection) {
        Long timer = silent.remove(connection);
        if (timer != null) {
            boolean _ = vertx.cancelTimer(timer);
        }
    }

    private void requested(HttpServerRequest request) {
        heardOrGone(request.connection());
        Objects.requireNonNull(router, "started").handle(request);
    }
}
