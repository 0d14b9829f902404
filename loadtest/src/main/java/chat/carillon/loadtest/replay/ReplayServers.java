package chat.carillon.loadtest.replay;

import chat.carillon.loadtest.cluster.BrokerKind;
import chat.carillon.loadtest.cluster.ClusterPlan;
import chat.carillon.loadtest.cluster.ClusterPlan.Links;
import chat.carillon.loadtest.cluster.LocalCluster;
import chat.carillon.loadtest.cluster.NodeProcess;
import chat.carillon.loadtest.machine.Cores;
import chat.carillon.loadtest.process.Closing;
import chat.carillon.loadtest.process.Scratch;
import chat.carillon.loadtest.process.ServerOptions;
import chat.carillon.loadtest.process.ServerProcess;
import chat.carillon.loadtest.replay.ReplayOptions.Target;
import chat.carillon.services.network.TcpProxy;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// The server or the nodes of a replay, and the ways into them. Thread-safe.
final class ReplayServers implements AutoCloseable {
    private final List<URI> entrances;
    private final String secret;
    private final Kill kill;
    private final Deque<AutoCloseable> open;

    /// Kills one, and waits until it is back.
    private interface Kill {
        void run() throws IOException;
    }

    private ReplayServers(List<URI> entrances, String secret, Kill kill, Deque<AutoCloseable> open) {
        this.entrances = List.copyOf(entrances);
        this.secret = secret;
        this.kill = kill;
        this.open = open;
    }

    static ReplayServers open(Target target, Scratch scratch) throws IOException {
        return switch (target) {
            case Target.Running(URI uri, String secret) ->
                new ReplayServers(List.of(uri), secret, () -> {}, new ArrayDeque<>());
            case Target.OwnServer _ -> server(scratch);
            case Target.OwnCluster(int nodes, BrokerKind broker) -> cluster(nodes, broker, scratch);
        };
    }

    private static ReplayServers server(Scratch scratch) throws IOException {
        var options = new ServerOptions(
                ServerProcess.freePort(), scratch.data(), ServerProcess.newSecret(), ServerOptions.ONE_ADDRESS);
        ServerProcess process = ServerProcess.start(Cores.ANY, options, scratch.log());
        return new ReplayServers(
                List.of(process.uri()), options.secret(), process::killAndRestart, new ArrayDeque<>(List.of(process)));
    }

    /// An entrance for each node; it leads to another one while its own is away. The nodes are killed in turn.
    private static ReplayServers cluster(int nodes, BrokerKind broker, Scratch scratch) throws IOException {
        LocalCluster cluster = LocalCluster.start(ClusterPlan.forLoad(nodes, broker, 1, scratch.data(), Links.DIRECT));
        Deque<AutoCloseable> open = new ArrayDeque<>(List.of(cluster));
        List<URI> entrances = new ArrayList<>();
        for (int node = 0; node < nodes; node++) {
            TcpProxy entrance = TcpProxy.start(cluster.addressesFrom(node));
            open.push(entrance);
            entrances.add(URI.create("http://127.0.0.1:" + entrance.address().getPort()));
        }
        var turn = new AtomicInteger();
        Kill kill = () -> {
            NodeProcess node = cluster.nodes().get(turn.getAndIncrement() % nodes);
            node.kill();
            node.start();
        };
        return new ReplayServers(entrances, cluster.plan().secret(), kill, open);
    }

    /// Any of them.
    URI first() {
        return entrances.getFirst();
    }

    /// Where whoever has this name goes.
    URI entranceOf(String name) {
        return entrances.get(Math.floorMod(name.hashCode(), entrances.size()));
    }

    String secret() {
        return secret;
    }

    void kill() throws IOException {
        kill.run();
    }

    @Override
    public void close() throws IOException {
        Closing.all(open);
    }
}
