package chat.carillon.loadtest.cluster;

import java.net.InetSocketAddress;

/// The broker of a region.
public sealed interface Broker extends ServerPart permits RedisBroker, KafkaBroker {
    String region();

    /// Where the node of this index finds it, if there is no proxy between.
    InetSocketAddress addressFor(int node);

    /// The node of this index finds it there instead. To be said before the first start.
    void disguise(int node, InetSocketAddress address);

    /// The value of [#variable] for a node that finds it there.
    String setting(InetSocketAddress address);

    /// The environment variable that names the brokers.
    String variable();
}
