package chat.carillon.loadtest.bench.storm;

import chat.carillon.loadtest.api.Metrics;
import chat.carillon.loadtest.api.ServerApi;
import chat.carillon.loadtest.api.TokenSource;
import chat.carillon.loadtest.bench.storm.StormPlan.Fault;
import chat.carillon.loadtest.cluster.ClusterPlan;
import chat.carillon.loadtest.cluster.LocalCluster;
import chat.carillon.loadtest.cluster.NodeProcess;
import chat.carillon.loadtest.machine.Cores;
import chat.carillon.loadtest.machine.ProcStat;
import chat.carillon.loadtest.process.Scratch;
import chat.carillon.loadtest.process.ServerOptions;
import chat.carillon.loadtest.process.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/// The servers that go away and come back. Confined to one thread, [#uri] and [#secret] excepted.
final class StormServers implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final List<Server> servers;
    private final AutoCloseable owner;
    private final String secret;

    private StormServers(List<Server> servers, AutoCloseable owner, String secret) {
        this.servers = List.copyOf(servers);
        this.owner = owner;
        this.secret = secret;
    }

    /// One process.
    private interface Server {
        URI uri();

        long pid();

        void kill() throws IOException;

        void stop() throws IOException;

        void start() throws IOException;
    }

    static StormServers start(StormPlan plan, Scratch scratch) throws IOException {
        return plan.nodes() == 1 ? single(scratch) : cluster(plan, scratch);
    }

    private static StormServers single(Scratch scratch) throws IOException {
        String secret = ServerProcess.newSecret();
        ServerOptions options =
                new ServerOptions(ServerProcess.freePort(), scratch.data(), secret, ServerOptions.ONE_ADDRESS);
        ServerProcess process = ServerProcess.start(Cores.ANY, options, scratch.log());
        Server server = new Server() {
            @Override
            public URI uri() {
                return process.uri();
            }

            @Override
            public long pid() {
                return process.pid();
            }

            @Override
            public void kill() {
                process.kill();
            }

            @Override
            public void stop() throws IOException {
                process.stop();
            }

            @Override
            public void start() throws IOException {
                process.restart();
            }
        };
        return new StormServers(List.of(server), process, secret);
    }

    private static StormServers cluster(StormPlan plan, Scratch scratch) throws IOException {
        // What a node lets in is measured here: only the limits of a single address are out of the way.
        var made = new ClusterPlan(
                plan.nodes(),
                plan.broker(),
                1,
                0,
                scratch.data(),
                ServerProcess.newSecret(),
                ServerOptions.ONE_ADDRESS,
                ClusterPlan.Links.DIRECT);
        LocalCluster cluster = LocalCluster.start(made);
        return new StormServers(
                cluster.nodes().stream().map(StormServers::ofNode).toList(), cluster, made.secret());
    }

    private static Server ofNode(NodeProcess node) {
        return new Server() {
            @Override
            public URI uri() {
                return node.uri();
            }

            @Override
            public long pid() {
                return node.pid();
            }

            @Override
            public void kill() {
                node.kill();
            }

            @Override
            public void stop() throws IOException {
                node.stop();
            }

            @Override
            public void start() throws IOException {
                node.start();
            }
        };
    }

    List<Integer> ports() {
        return servers.stream().map(server -> server.uri().getPort()).toList();
    }

    int size() {
        return servers.size();
    }

    URI uri(int server) {
        return servers.get(server % servers.size()).uri();
    }

    String secret() {
        return secret;
    }

    /// Blocks until all serve again.
    void suffer(Fault fault) throws IOException {
        switch (fault) {
            case KILL -> {
                for (Server server : servers) {
                    server.kill();
                }
                for (Server server : servers) {
                    server.start();
                }
            }
            case DRAIN -> {
                for (Server server : servers) {
                    server.stop();
                    server.start();
                }
            }
        }
    }

    /// CPU time of all of them, since each was started last, in seconds.
    double cpuSeconds() {
        return servers.stream()
                .mapToDouble(server -> ProcStat.cpu(server.pid()).total())
                .sum();
    }

    /// Memory of each process in bytes.
    List<Long> memoryBytes() {
        return servers.stream()
                .map(server -> ProcStat.memoryBytes(server.pid(), "Rss"))
                .toList();
    }

    ServerApi api(int server) {
        return new ServerApi(uri(server), new TokenSource(secret), PATIENCE);
    }

    /// A counter or gauge of `/metrics`, of all servers together.
    double metric(String name) throws IOException {
        double sum = 0;
        for (int i = 0; i < servers.size(); i++) {
            try (ServerApi api = api(i)) {
                sum += Metrics.sum(api.metrics(), name);
            }
        }
        return sum;
    }

    @Override
    public void close() throws IOException {
        try {
            owner.close();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }
}
