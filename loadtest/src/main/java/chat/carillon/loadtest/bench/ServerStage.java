package chat.carillon.loadtest.bench;

import chat.carillon.loadtest.api.ServerApi;
import chat.carillon.loadtest.api.TokenSource;
import chat.carillon.loadtest.machine.Cores;
import chat.carillon.loadtest.process.Scratch;
import chat.carillon.loadtest.process.ServerOptions;
import chat.carillon.loadtest.process.ServerProcess;
import chat.carillon.loadtest.process.SwarmGroup;
import chat.carillon.loadtest.process.SwarmTarget;
import chat.carillon.loadtest.report.Progress;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A server of its own for a bench, on empty data and without rate limits, and the swarms that connect to it. Confined
/// to the thread that runs the bench.
public final class ServerStage implements AutoCloseable {
    /// What swarms name as host.
    public static final String HOST = "127.0.0.1";

    /// As fast as `shared` load generators connect: it is not what is measured.
    public static final int CONNECTS_PER_SECOND = 4_000;

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Cores cores;
    private final Scratch scratch;
    private final Progress progress;
    private final ServerProcess server;
    private final ServerApi api;
    private final List<SwarmGroup> swarms = new ArrayList<>();

    private ServerStage(Cores cores, Scratch scratch, Progress progress, ServerProcess server) {
        this.cores = cores;
        this.scratch = scratch;
        this.progress = progress;
        this.server = server;
        this.api = new ServerApi(server.uri(), new TokenSource(server.options().secret()), PATIENCE);
    }

    /// Starts the server.
    public static ServerStage start(Cores cores, Scratch scratch, Progress progress) throws IOException {
        return start(cores, scratch, Map.of(), progress);
    }

    /// As above, with further variables of its environment.
    public static ServerStage start(Cores cores, Scratch scratch, Map<String, String> further, Progress progress)
            throws IOException {
        progress.phase("Starting a server");
        Map<String, String> settings = new HashMap<>(ServerOptions.WITHOUT_RATE_LIMITS);
        settings.putAll(ServerOptions.OPEN_DOOR);
        settings.putAll(further);
        ServerOptions options =
                new ServerOptions(ServerProcess.freePort(), scratch.data(), ServerProcess.newSecret(), settings);
        return new ServerStage(cores, scratch, progress, ServerProcess.start(cores, options, scratch.log()));
    }

    /// Connects a swarm of the users `u<firstUser>` and following.
    public SwarmGroup connect(int firstUser, int members) throws IOException {
        return connect(firstUser, members, 0);
    }

    /// As above, with sockets that keep no more than `receiveBytes` unread.
    public SwarmGroup connect(int firstUser, int members, int receiveBytes) throws IOException {
        progress.phase("Connecting %,d members".formatted(members));
        int port = server.options().port();
        String secret = server.options().secret();
        SwarmTarget target = new SwarmTarget(HOST, port, firstUser, CONNECTS_PER_SECOND, secret, receiveBytes);
        SwarmGroup swarm = SwarmGroup.start(cores, target, members, scratch.log());
        swarms.add(swarm);
        swarm.connect(connected -> progress.at(connected, members));
        return swarm;
    }

    public ServerApi api() {
        return api;
    }

    /// Signs the tokens of users.
    public TokenSource tokens() {
        return new TokenSource(server.options().secret());
    }

    public int port() {
        return server.options().port();
    }

    public long serverPid() {
        return server.pid();
    }

    @Override
    public void close() {
        swarms.forEach(SwarmGroup::close);
        api.close();
        server.close();
    }
}
