package chat.carillon.core.node;

import chat.carillon.core.session.handler.HelloHandler;
import chat.carillon.protocol.ServerFrame;
import java.util.Optional;

/// A gate that is open until somebody says which one to ask. Thread-safe.
final class LaterGate implements HelloHandler.Gate {
    private volatile HelloHandler.Gate gate = HelloHandler.Gate.OPEN;

    void ask(HelloHandler.Gate by) {
        gate = by;
    }

    @Override
    public Optional<ServerFrame.Drain> closed() {
        return gate.closed();
    }

    @Override
    public Optional<ServerFrame.Drain> crowded() {
        return gate.crowded();
    }
}
