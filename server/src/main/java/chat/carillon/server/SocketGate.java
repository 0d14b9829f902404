package chat.carillon.server;

import chat.carillon.core.session.handler.HelloHandler;
import chat.carillon.protocol.ErrorCode;
import chat.carillon.server.admission.Admission;
import chat.carillon.server.http.NodeStatus;
import chat.carillon.server.http.NodeStatus.Stage;
import chat.carillon.server.websocket.WebSocketEndpoint;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.OptionalLong;

/// Lets sockets in while the node serves, and only then; and so it does with the sessions of those that are in.
/// Thread-safe.
final class SocketGate implements Handler<RoutingContext>, HelloHandler.Gate {
    private final NodeStatus status;
    private final WebSocketEndpoint endpoint;
    private final Admission admission;

    SocketGate(NodeStatus status, WebSocketEndpoint endpoint, Admission admission) {
        this.status = status;
        this.endpoint = endpoint;
        this.admission = admission;
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
    public OptionalLong closed() {
        return status.stage() == Stage.SERVING
                ? OptionalLong.empty()
                : OptionalLong.of(admission.refuseHello(System.nanoTime()));
    }

    @Override
    public OptionalLong crowded() {
        long waitMillis = admission.refuseHelloIfCrowded(System.nanoTime());
        return waitMillis == 0 ? OptionalLong.empty() : OptionalLong.of(waitMillis);
    }
}
