package chat.carillon.loadtest.bench.fanout;

import chat.carillon.loadtest.machine.Cores;
import chat.carillon.loadtest.machine.CpuMeter;
import chat.carillon.loadtest.process.SwarmGroup;
import chat.carillon.loadtest.step.Audience;
import chat.carillon.loadtest.step.Pace;
import chat.carillon.loadtest.step.StepOptions;
import chat.carillon.loadtest.step.StepResult;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;

/// One of the two that are measured: a server process and the swarm of its members. Confined to the bench's thread.
public final class FanoutSide {
    private static final Duration DRAIN = Duration.ofSeconds(15);

    private final String name;
    private final long pid;
    private final SwarmGroup swarm;
    private final FanoutOptions options;
    private int steps;

    public FanoutSide(String name, long pid, SwarmGroup swarm, FanoutOptions options) {
        this.name = name;
        this.pid = pid;
        this.swarm = swarm;
        this.options = options;
    }

    public String name() {
        return name;
    }

    public void warmUp(int inFlight, Duration duration) throws IOException {
        run(new Pace.Window(inFlight), duration);
    }

    public FanoutRow measure(Pace pace) throws IOException {
        Cores cores = options.cores();
        CpuMeter meter = CpuMeter.start(cores, pid);
        StepResult result = run(pace, options.step());
        return new FanoutRow(name, kind(pace), options.members(), result, meter.spent());
    }

    private StepResult run(Pace pace, Duration duration) throws IOException {
        StepOptions step = new StepOptions(steps++, Audience.EVERYONE, pace, options.senders(), true, duration, DRAIN);
        return swarm.run(step);
    }

    private static String kind(Pace pace) {
        return switch (pace) {
            case Pace.Window(int inFlight) -> inFlight + " in flight";
            case Pace.Rate(double rate) -> String.format(Locale.ROOT, "%.0f/s", rate);
            case Pace.EachSender() -> "each sender";
        };
    }
}
