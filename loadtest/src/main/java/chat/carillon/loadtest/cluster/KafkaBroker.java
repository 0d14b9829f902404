package chat.carillon.loadtest.cluster;

import chat.carillon.services.kafka.KafkaServer;
import chat.carillon.services.process.Ports;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A Kafka for a region. Kafka tells its clients where it is, so it listens on a port for each node, and tells each
/// node of the proxy before that port.
final class KafkaBroker implements Broker {
    private final String region;
    private final Path directory;
    private final List<KafkaServer.Listener> listeners = new ArrayList<>();
    private @Nullable KafkaServer server;

    KafkaBroker(String region, Path directory, int nodes) throws IOException {
        this.region = region;
        this.directory = directory;
        for (int node = 0; node < nodes; node++) {
            int port = Ports.free();
            listeners.add(new KafkaServer.Listener(port, port));
        }
    }

    @Override
    public String name() {
        return "Kafka of " + region;
    }

    @Override
    public String region() {
        return region;
    }

    @Override
    public InetSocketAddress addressFor(int node) {
        return Ports.address(listeners.get(node).port());
    }

    @Override
    public void disguise(int node, InetSocketAddress address) {
        listeners.set(node, new KafkaServer.Listener(listeners.get(node).port(), address.getPort()));
    }

    @Override
    public String setting(InetSocketAddress address) {
        return "%s=127.0.0.1:%d".formatted(region, address.getPort());
    }

    @Override
    public String variable() {
        return "CARILLON_BUS_KAFKA";
    }

    @Override
    public void start() throws IOException {
        if (server == null) {
            server = KafkaServer.start(directory, listeners);
        } else {
            server.start();
        }
    }

    private KafkaServer server() {
        if (server == null) {
            throw new IllegalStateException(name() + " was not started");
        }
        return server;
    }

    @Override
    public void kill() {
        server().kill();
    }

    @Override
    public void stop() throws IOException {
        server().stop();
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
