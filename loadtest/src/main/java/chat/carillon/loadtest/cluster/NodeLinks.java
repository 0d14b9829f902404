package chat.carillon.loadtest.cluster;

import chat.carillon.services.network.TcpProxy;
import chat.carillon.services.network.Weather;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What connects one node to the database and to the brokers of all regions. Thread-safe.
///
/// @param store empty where the node is connected directly
/// @param brokers by region; empty likewise
public record NodeLinks(Optional<TcpProxy> store, Map<String, TcpProxy> brokers) implements AutoCloseable {
    static final NodeLinks DIRECT = new NodeLinks(Optional.empty(), Map.of());

    /// Some of a node's links.
    public enum Which {
        BROKERS,
        STORE,
        BOTH
    }

    private Stream<TcpProxy> some(Which which) {
        return switch (which) {
            case BROKERS -> brokers.values().stream();
            case STORE -> store.stream();
            case BOTH -> Stream.concat(store.stream(), brokers.values().stream());
        };
    }

    /// Cuts connections, and refuses new ones.
    public void cut(Which which) {
        some(which).forEach(TcpProxy::cut);
    }

    public void mend(Which which) {
        some(which).forEach(TcpProxy::mend);
    }

    public void setWeather(Which which, Weather weather) {
        some(which).forEach(proxy -> proxy.setWeather(weather));
    }

    /// The weather between this node and what is in another place.
    public void setWeatherOfBrokers(Collection<String> regions, Weather weather) {
        regions.forEach(
                region -> Optional.ofNullable(brokers.get(region)).ifPresent(proxy -> proxy.setWeather(weather)));
    }

    InetSocketAddress storeOr(InetSocketAddress direct) {
        return store.map(TcpProxy::address).orElse(direct);
    }

    @Override
    public void close() {
        List<TcpProxy> all = some(Which.BOTH).toList();
        all.forEach(TcpProxy::close);
    }
}
