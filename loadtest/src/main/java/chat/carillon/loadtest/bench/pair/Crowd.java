package chat.carillon.loadtest.bench.pair;

import chat.carillon.loadtest.api.Gathering;
import chat.carillon.loadtest.bench.ServerStage;
import chat.carillon.loadtest.bench.fanout.FanoutOptions;
import chat.carillon.loadtest.bench.fanout.FanoutRow;
import chat.carillon.loadtest.bench.fanout.FanoutSide;
import chat.carillon.loadtest.bench.fanout.Sweep;
import chat.carillon.loadtest.process.SwarmGroup;
import chat.carillon.loadtest.report.Progress;
import chat.carillon.loadtest.step.Audience;
import chat.carillon.loadtest.step.Pace;
import chat.carillon.loadtest.step.StepOptions;
import chat.carillon.loadtest.step.StepResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// The large conversation that a node serves while direct messages are measured. Started and stopped by the bench's
/// thread; in between a thread of its own drives the swarm.
final class Crowd {
    private static final int BASE_IN_FLIGHT = 8;
    private static final Duration ROUND = Duration.ofSeconds(2);
    private static final Duration DRAIN = Duration.ofSeconds(10);

    /// Steps of the load while it runs come after those that looked for its rate.
    private static final int FIRST_STEP = 1_000;

    private final PairOptions options;
    private final Progress progress;
    private final FanoutSide side;
    private final SwarmGroup swarm;
    private volatile boolean stopping;
    private CompletableFuture<List<StepResult>> running = CompletableFuture.completedFuture(List.of());

    private Crowd(PairOptions options, Progress progress, FanoutSide side, SwarmGroup swarm) {
        this.options = options;
        this.progress = progress;
        this.side = side;
        this.swarm = swarm;
    }

    static Crowd gather(ServerStage stage, PairOptions options, Progress progress) throws IOException {
        int firstUser = 2 * options.pairs();
        SwarmGroup swarm = stage.connect(firstUser, options.crowd());
        progress.phase("Making one conversation of %,d members".formatted(options.crowd()));
        var _ = Gathering.everyone(stage.api(), firstUser, options.crowd());
        swarm.awaitJoined();
        FanoutOptions fanout =
                FanoutOptions.of(options.crowd()).withCores(options.cores()).withDurations(ROUND, ROUND);
        return new Crowd(options, progress, new FanoutSide("crowd", stage.serverPid(), swarm, fanout), swarm);
    }

    /// Posts at half of what the node can do, until it is stopped.
    ///
    /// @return messages a second
    double start() throws IOException {
        double rate = options.crowdMessagesPerSecond() > 0 ? options.crowdMessagesPerSecond() : saturation() / 2;
        running = CompletableFuture.supplyAsync(
                () -> post(rate), task -> Thread.ofVirtual().name("crowd").start(task));
        return rate;
    }

    private double saturation() throws IOException {
        progress.phase("Looking for the rate that %,d members can be sent at".formatted(options.crowd()));
        for (int i = 0; i < 3; i++) {
            side.warmUp(BASE_IN_FLIGHT, ROUND);
        }
        Sweep sweep =
                new Sweep(side, side.measure(new Pace.Window(BASE_IN_FLIGHT)).messagesPerSecond());
        boolean more = true;
        while (more) {
            more = sweep.step();
        }
        FanoutRow best = sweep.best();
        if (best == null) {
            throw new IOException("There is no rate at which all %,d members are sent everything in time."
                    .formatted(options.crowd()));
        }
        return best.messagesPerSecond();
    }

    private List<StepResult> post(double rate) {
        List<StepResult> results = new ArrayList<>();
        try {
            for (int step = FIRST_STEP; !stopping && step < StepOptions.MAX_STEPS; step++) {
                results.add(swarm.run(
                        new StepOptions(step, Audience.EVERYONE, new Pace.Rate(rate), 16, true, ROUND, DRAIN)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return results;
    }

    /// Ends the posting.
    ///
    /// @return what the members were given
    List<StepResult> stop() {
        stopping = true;
        return running.join();
    }
}
