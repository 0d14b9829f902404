package chat.carillon.services.redis;

import chat.carillon.services.process.Ports;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A Redis Cluster of three nodes that share the slots, and perhaps as many that follow them. Confined to one thread
/// at a time.
public final class RedisCluster implements AutoCloseable {
    private static final int MASTERS = 3;
    private static final int SLOTS = 16_384;
    private static final Duration MAX_FORM = Duration.ofSeconds(60);
    private static final long LOOK_EVERY_MILLIS = 50;

    private final List<RedisServer> nodes = new ArrayList<>();

    private RedisCluster() {}

    /// Starts three nodes whose files are in `directory`, and waits until they are a cluster.
    ///
    /// @throws IOException if there is no Redis 7.0 or newer, among others; one sentence
    public static RedisCluster start(Path directory) throws IOException {
        return start(directory, false);
    }

    /// Starts six: the fourth follows the first, and so on.
    public static RedisCluster startWithReplicas(Path directory) throws IOException {
        return start(directory, true);
    }

    private static RedisCluster start(Path directory, boolean replicas) throws IOException {
        RedisProgram program = RedisProgram.seven();
        var cluster = new RedisCluster();
        try {
            var busPorts = new ArrayList<Integer>();
            for (int number = 0; number < (replicas ? 2 : 1) * MASTERS; number++) {
                busPorts.add(Ports.free());
                cluster.nodes.add(RedisServer.start(
                        directory.resolve("node" + number),
                        program,
                        Ports.free(),
                        "cluster-enabled yes",
                        "cluster-port " + busPorts.getLast(),
                        "cluster-node-timeout 1000"));
            }
            cluster.form(busPorts);
        } catch (IOException e) {
            cluster.close();
            throw e;
        }
        return cluster;
    }

    private void form(List<Integer> busPorts) throws IOException {
        for (int number = 0; number < nodes.size(); number++) {
            if (number < MASTERS) {
                ask(
                        number,
                        "CLUSTER ADDSLOTSRANGE %d %d"
                                .formatted(SLOTS * number / MASTERS, SLOTS * (number + 1) / MASTERS - 1));
            }
            ask(number, "CLUSTER SET-CONFIG-EPOCH " + (number + 1));
            if (number > 0) {
                ask(
                        number,
                        "CLUSTER MEET 127.0.0.1 %d %d"
                                .formatted(nodes.getFirst().address().getPort(), busPorts.getFirst()));
            }
        }
        await("cluster_state:ok", "cluster_known_nodes:" + nodes.size());
        for (int number = MASTERS; number < nodes.size(); number++) {
            ask(number, "CLUSTER REPLICATE " + ask(number - MASTERS, "CLUSTER MYID"));
        }
    }

    /// Waits until each node says all of this about the cluster.
    private void await(String... facts) throws IOException {
        long end = System.nanoTime() + MAX_FORM.toNanos();
        for (int number = 0; number < nodes.size(); number++) {
            while (!List.of(ask(number, "CLUSTER INFO").split("\r\n")).containsAll(List.of(facts))) {
                if (System.nanoTime() > end) {
                    throw new IOException("the cluster is not %s within %d s; see %s"
                            .formatted(
                                    List.of(facts),
                                    MAX_FORM.toSeconds(),
                                    nodes.get(number).logFile()));
                }
                pause();
            }
        }
    }

    private static void pause() throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a cluster is made", e);
        }
    }

    private String ask(int number, String command) throws IOException {
        return RedisConsole.ask(nodes.get(number).address(), command);
    }

    public List<RedisServer> nodes() {
        return List.copyOf(nodes);
    }

    public List<String> urls() {
        return nodes.stream().map(RedisServer::url).toList();
    }

    /// The node that held the slot of this key or channel when the cluster was made.
    public RedisServer firstHolderOf(String key) throws IOException {
        int slot = Integer.parseInt(ask(0, "CLUSTER KEYSLOT " + key));
        return nodes.get(((slot + 1) * MASTERS - 1) / SLOTS);
    }

    /// Starts those that do not run, and waits until they are a cluster again.
    public void startAll() throws IOException {
        for (RedisServer node : nodes) {
            node.start();
        }
        await("cluster_state:ok");
    }

    @Override
    public void close() {
        nodes.forEach(RedisServer::close);
    }
}
