package chat.carillon.loadtest.bench.fanout;

import chat.carillon.loadtest.api.Gathering;
import chat.carillon.loadtest.bench.ServerStage;
import chat.carillon.loadtest.machine.JvmStops;
import chat.carillon.loadtest.process.Scratch;
import chat.carillon.loadtest.process.SwarmGroup;
import chat.carillon.loadtest.process.SwarmTarget;
import chat.carillon.loadtest.process.YardstickProcess;
import chat.carillon.loadtest.report.Progress;
import chat.carillon.loadtest.yardstick.BroadcasterMain;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/// The four processes of `bench fanout`, connected and gathered in one conversation. Confined to the bench's thread.
final class FanoutStage implements AutoCloseable {
    private final FanoutOptions options;
    private final Scratch scratch;
    private final Progress progress;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final List<FanoutSide> sides = new ArrayList<>();

    private FanoutStage(FanoutOptions options, Scratch scratch, Progress progress) {
        this.options = options;
        this.scratch = scratch;
        this.progress = progress;
    }

    static FanoutStage open(FanoutOptions options, Scratch scratch, Progress progress) throws IOException {
        FanoutStage stage = new FanoutStage(options, scratch, progress);
        try {
            stage.openServer();
            stage.openYardstick();
            return stage;
        } catch (IOException | RuntimeException e) {
            stage.close();
            throw e;
        }
    }

    /// The server, then the yardstick.
    List<FanoutSide> sides() {
        return List.copyOf(sides);
    }

    private void openServer() throws IOException {
        // Any JVM reads its options from here too.
        String jvm = JvmStops.option(scratch.stops())
                + options.collector().map(name -> " -XX:+Use" + name + "GC").orElse("");
        ServerStage server = ServerStage.start(options.cores(), scratch, Map.of("JDK_JAVA_OPTIONS", jvm), progress);
        open.push(server);
        SwarmGroup swarm = server.connect(0, options.members());
        progress.phase("Making one conversation of %,d members".formatted(options.members()));
        var _ = Gathering.everyone(server.api(), 0, options.members());
        swarm.awaitJoined();
        sides.add(new FanoutSide(FanoutBench.SERVER, server.serverPid(), swarm, options));
    }

    private void openYardstick() throws IOException {
        progress.phase("Starting the yardstick");
        YardstickProcess yardstick = YardstickProcess.start(BroadcasterMain.class, options.cores(), scratch.log());
        open.push(yardstick);
        progress.phase("Connecting %,d members to it".formatted(options.members()));
        SwarmTarget target =
                new SwarmTarget(ServerStage.HOST, yardstick.port(), 0, ServerStage.CONNECTS_PER_SECOND, "no secret");
        SwarmGroup swarm = SwarmGroup.start(options.cores(), target, options.members(), scratch.log());
        open.push(swarm);
        swarm.connect(connected -> progress.at(connected, options.members()));
        swarm.awaitJoined();
        sides.add(new FanoutSide(FanoutBench.YARDSTICK, yardstick.pid(), swarm, options));
    }

    @Override
    public void close() throws IOException {
        for (AutoCloseable process : open) {
            try {
                process.close();
            } catch (Exception e) {
                throw new IOException("A child process cannot be ended.", e);
            }
        }
    }
}
