package chat.carillon.loadtest.bench.idle;

import chat.carillon.loadtest.api.Gathering;
import chat.carillon.loadtest.api.Metrics;
import chat.carillon.loadtest.bench.ServerStage;
import chat.carillon.loadtest.machine.ProcStat;
import chat.carillon.loadtest.process.Scratch;
import chat.carillon.loadtest.process.SwarmGroup;
import chat.carillon.loadtest.report.Progress;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// Measures a server's memory before and after very many sessions are open.
public final class IdleBench {
    private IdleBench() {}

    /// Connects, gathers all in one conversation, waits until nothing is left to do and longer, measures.
    ///
    /// @throws IOException with one sentence, if a process does not start or connections fail
    public static IdleReport run(IdleOptions options, Progress progress) throws IOException {
        try (Scratch scratch = Scratch.make("idle");
                ServerStage stage = ServerStage.start(options.cores(), scratch, progress)) {
            progress.phase("Reading the memory of a server that nobody is connected to");
            rest(Duration.ofSeconds(2));
            Memory before = Memory.of(stage.serverPid());
            double cpuBefore = ProcStat.cpu(stage.serverPid()).total();
            long startNanos = System.nanoTime();
            SwarmGroup swarm = stage.connect(0, options.connections());
            double connectSeconds = (System.nanoTime() - startNanos) / 1e9;
            double connectCpu = ProcStat.cpu(stage.serverPid()).total() - cpuBefore;
            progress.phase("Making one conversation of them");
            var _ = Gathering.everyone(stage.api(), 0, options.connections());
            swarm.awaitJoined();
            progress.phase("Waiting until the server has done what was left to do");
            Duration rested = Rest.until(() -> work(stage), IdleBench::rest);
            progress.phase("Waiting %d s".formatted(options.hold().toSeconds()));
            double cpuIdleBefore = ProcStat.cpu(stage.serverPid()).total();
            rest(options.hold());
            double idleCpu = ProcStat.cpu(stage.serverPid()).total() - cpuIdleBefore;
            Memory after = Memory.of(stage.serverPid());
            return new IdleReport(
                    options,
                    before,
                    after,
                    connectSeconds,
                    connectCpu * 1e6 / options.connections(),
                    rested,
                    idleCpu / options.hold().toNanos() * 1e9,
                    swarm.notes());
        }
    }

    private static double work(ServerStage stage) throws IOException {
        String page = stage.api().metrics();
        return Metrics.sum(page, "carillon_markers_waiting") + Metrics.sum(page, "carillon_appends_queued");
    }

    private static void rest(Duration duration) {
        long end = System.nanoTime() + duration.toNanos();
        for (long left = duration.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
