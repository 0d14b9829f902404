package chat.carillon.client.session;

import chat.carillon.client.net.ServerAddress;
import chat.carillon.client.net.SocketFactory;
import chat.carillon.client.net.Ticker;
import chat.carillon.client.outbox.OutboxBounds;
import chat.carillon.client.sync.SyncBounds;
import chat.carillon.client.sync.SyncCursors;
import chat.carillon.model.DeviceId;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// What a client is told once, before it begins.
///
/// @param tokens asked for a token before a connection that no ticket opens; may block
/// @param cursors where to go on
/// @param random spreads the reconnects of many clients
public record ClientSettings(
        ServerAddress server,
        DeviceId device,
        Supplier<String> tokens,
        SyncCursors cursors,
        SyncBounds syncBounds,
        OutboxBounds outboxBounds,
        RandomGenerator random) {

    /// What a client reaches the world through.
    ///
    /// @param executor runs what may block
    public record Edge(SocketFactory sockets, Ticker ticker, Executor executor) {}
}
