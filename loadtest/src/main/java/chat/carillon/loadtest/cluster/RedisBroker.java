package chat.carillon.loadtest.cluster;

import chat.carillon.services.process.Ports;
import chat.carillon.services.redis.RedisServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/// A Redis for a region.
///
/// @param port where it listens, over all its lives
record RedisBroker(String region, int port, LaunchedServer server) implements Broker {
    static RedisBroker of(String region, Path directory) throws IOException {
        int port = Ports.free();
        return new RedisBroker(
                region, port, new LaunchedServer("Redis of " + region, () -> RedisServer.start(directory, port)));
    }

    @Override
    public InetSocketAddress addressFor(int node) {
        return Ports.address(port);
    }

    /// Redis does not tell its clients where it is.
    @Override
    public void disguise(int node, InetSocketAddress address) {}

    @Override
    public String setting(InetSocketAddress address) {
        return region + "=" + RedisServer.url(address);
    }

    @Override
    public String variable() {
        return "CARILLON_BUS_REDIS";
    }
}
