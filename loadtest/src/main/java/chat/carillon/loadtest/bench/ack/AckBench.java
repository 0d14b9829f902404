package chat.carillon.loadtest.bench.ack;

import chat.carillon.loadtest.api.Gathering;
import chat.carillon.loadtest.bench.ServerStage;
import chat.carillon.loadtest.bench.fanout.FanoutOptions;
import chat.carillon.loadtest.bench.fanout.FanoutRow;
import chat.carillon.loadtest.bench.fanout.FanoutSide;
import chat.carillon.loadtest.process.Scratch;
import chat.carillon.loadtest.process.SwarmGroup;
import chat.carillon.loadtest.report.Progress;
import chat.carillon.loadtest.step.Pace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Measures a large conversation at saturation, with members that ack as the SDK does and with silent ones, in turn.
public final class AckBench {
    private static final int IN_FLIGHT = 8;

    /// Until what was acked in a step is written, so that the next one does not pay for it.
    private static final long SETTLE_NANOS = TimeUnit.SECONDS.toNanos(6);

    private AckBench() {}

    /// @throws IOException with one sentence, if a process does not start or stops answering
    public static AckReport run(AckOptions options, Progress progress) throws IOException {
        try (Scratch scratch = Scratch.make("acks");
                ServerStage stage = ServerStage.start(options.cores(), scratch, progress)) {
            SwarmGroup swarm = stage.connect(0, options.members());
            var _ = Gathering.everyone(stage.api(), 0, options.members());
            swarm.awaitJoined();
            FanoutOptions steps = FanoutOptions.of(options.members()).withDurations(options.warmUp(), options.step());
            var side = new FanoutSide("carillon", stage.serverPid(), swarm, steps);
            progress.phase("Warming up");
            swarm.ack();
            side.warmUp(IN_FLIGHT, options.warmUp());
            progress.phase("Measuring with and without acks");
            List<FanoutRow> silent = new ArrayList<>();
            List<FanoutRow> acking = new ArrayList<>();
            long acks = 0;
            for (int i = 0; i < options.repetitions(); i++) {
                var _ = swarm.silence();
                LockSupport.parkNanos(SETTLE_NANOS);
                silent.add(side.measure(new Pace.Window(IN_FLIGHT)));
                swarm.ack();
                acking.add(side.measure(new Pace.Window(IN_FLIGHT)));
                acks += swarm.silence();
                progress.at(i + 1, options.repetitions());
            }
            return new AckReport(options, silent, acking, acks);
        }
    }
}
