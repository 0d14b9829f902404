package chat.carillon.loadtest.cluster;

import chat.carillon.services.process.Ports;
import chat.carillon.services.redis.RedisServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A Redis for a region.
final class RedisBroker implements Broker {
    private final String region;
    private final Path directory;
    private final int port = Ports.free();
    private @Nullable RedisServer server;

    RedisBroker(String region, Path directory) throws IOException {
        this.region = region;
        this.directory = directory;
    }

    @Override
    public String name() {
        return "Redis of " + region;
    }

    @Override
    public String region() {
        return region;
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

    @Override
    public void start() throws IOException {
        if (server == null) {
            server = RedisServer.start(directory, port);
        } else {
            server.start();
        }
    }

    private RedisServer server() {
        if (server == null) {
            throw new IllegalStateException(name() + " was not started");
        }
        return server;
    }

    @Override
    public void kill() {
        server().kill();
    }

    /// It keeps nothing on disk: there is nothing to bring to an end.
    @Override
    public void stop() {
        server().kill();
    }

    @Override
    public void freeze() throws IOException {
        server().freeze();
    }

    @Override
    public void thaw() throws IOException {
        server().thaw();
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
    }
}
