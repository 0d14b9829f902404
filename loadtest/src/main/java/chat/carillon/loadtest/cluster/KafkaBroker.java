package chat.carillon.loadtest.cluster;

import chat.carillon.services.kafka.KafkaServer;
import chat.carillon.services.process.Ports;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A Kafka for a region. Kafka tells its clients where it is, so it listens on a port for each node, and tells each
/// node of the proxy before that port.
///
/// @param listeners by the index of the node
record KafkaBroker(String region, List<KafkaServer.Listener> listeners, LaunchedServer server) implements Broker {
    static KafkaBroker of(String region, Path directory, int nodes) throws IOException {
        var listeners = new ArrayList<KafkaServer.Listener>();
        for (int node = 0; node < nodes; node++) {
            int port = Ports.free();
            listeners.add(new KafkaServer.Listener(port, port));
        }
        return new KafkaBroker(
                region,
                listeners,
                new LaunchedServer("Kafka of " + region, () -> KafkaServer.start(directory, listeners)));
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
}
