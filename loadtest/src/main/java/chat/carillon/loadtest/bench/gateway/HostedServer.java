package chat.carillon.loadtest.bench.gateway;

import io.netty.channel.Channel;
import java.io.IOException;
import java.util.Map;

/// A whole server in this process.
///
/// @param port of its HTTP interface, on 127.0.0.1
/// @param door for connections that come another way
public record HostedServer(int port, Door door, AutoCloseable server) implements AutoCloseable {

    /// Takes connections whose bytes are WebSocket frames from the first one on; called on their event loop.
    @FunctionalInterface
    public interface Door {
        void accept(Channel channel, String remoteAddress);
    }

    /// Starts a server.
    @FunctionalInterface
    public interface Opener {
        /// @param settings its configuration, by key
        HostedServer open(Map<String, String> settings) throws IOException;
    }

    @Override
    public void close() throws IOException {
        try {
            server.close();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }
}
