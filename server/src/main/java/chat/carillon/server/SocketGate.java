package chat.carillon.server;

import chat.carillon.protocol.ErrorCode;
import chat.carillon.server.http.NodeStatus;
import chat.carillon.server.http.NodeStatus.Stage;
import chat.carillon.server.websocket.WebSocketEndpoint;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/// Lets sockets in while the node serves, and only then. Thread-safe.
final class SocketGate implements Handler<RoutingContext> {
    private final NodeStatus status;
    private final WebSocketEndpoint endpoint;

    SocketGate(NodeStatus status, WebSocketEndpoint endpoint) {
        this.status = status;
        this.endpoint = endpoint;
    }

    @Override
    public void handle(RoutingContext context) {
        if (status.stage() == Stage.SERVING) {
            endpoint.handle(context);
        } else {
            context.fail(
                    ErrorCode.DRAINING.httpStatus(),
                    new WebSocketEndpoint.RefusedUpgrade(ErrorCode.DRAINING, ErrorCode.DRAINING.meaning()));
        }
    }
}
