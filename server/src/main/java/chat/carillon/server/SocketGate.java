package chat.carillon.server;

import chat.carillon.core.session.handler.HelloHandler;
import chat.carillon.protocol.ErrorCode;
import chat.carillon.protocol.ServerFrame;
import chat.carillon.server.admission.Admission;
import chat.carillon.server.http.NodeStatus;
import chat.carillon.server.http.NodeStatus.Stage;
import chat.carillon.server.websocket.WebSocketEndpoint;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Lets sockets in while the node serves, and only then; and so it does with the sessions of those that are in.
/// Thread-safe.
final class SocketGate implements Handler<RoutingContext>, HelloHandler.Gate {
    private final NodeStatus status;
    private final WebSocketEndpoint endpoint;
    private final Admission admission;
    private final Supplier<@Nullable String> elsewhere;

    /// @param elsewhere names a node that takes sessions now; null if there is none with an address of its own
    SocketGate(
            NodeStatus status, WebSocketEndpoint endpoint, Admission admission, Supplier<@Nullable String> elsewhere) {
        this.status = status;
        this.endpoint = endpoint;
        this.admission = admission;
        this.elsewhere = elsewhere;
    }

    @Override
    public void handle(RoutingContext context) {
        if (status.stage() == Stage.SERVING) {
            endpoint.handle(context);
        } else {
            long retryAfterMillis = admission.refuseIfShut(System.nanoTime());
            context.fail(
                    ErrorCode.DRAINING.httpStatus(),
                    new WebSocketEndpoint.RefusedUpgrade(
                            ErrorCode.DRAINING, ErrorCode.DRAINING.meaning(), retryAfterMillis));
        }
    }

    @Override
    public Optional<ServerFrame.Drain> closed() {
        return status.stage() == Stage.SERVING
                ? Optional.empty()
                : Optional.of(new ServerFrame.Drain(admission.refuseHello(System.nanoTime()), null, elsewhere.get()));
    }

    /// Names no other node: the moment is booked here.
    @Override
    public Optional<ServerFrame.Drain> crowded() {
        long waitMillis = admission.refuseHelloIfCrowded(System.nanoTime());
        return waitMillis == 0 ? Optional.empty() : Optional.of(new ServerFrame.Drain(waitMillis, null, null));
    }
}
