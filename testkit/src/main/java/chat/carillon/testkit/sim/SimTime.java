package chat.carillon.testkit.sim;

import chat.carillon.core.time.Time;
import java.time.Duration;

/// The clock of one machine: its wall may be wrong and may jump, its monotonic time may not.
public final class SimTime implements Time {
    private static final long START_MILLIS = 1_800_000_000_000L;
    private static final long NANOS_A_MILLI = 1_000_000;

    private final SimScheduler scheduler;
    private final Life life;
    private final long originNanos;
    private long wrongMillis;

    /// @param originNanos where this machine's monotonic time begins
    public SimTime(SimScheduler scheduler, Life life, long originNanos) {
        this.scheduler = scheduler;
        this.life = life;
        this.originNanos = originNanos;
    }

    /// Sets how wrong the wall clock is from now on.
    public void setWrongBy(Duration error) {
        wrongMillis = error.toMillis();
    }

    @Override
    public long wallMillis() {
        return START_MILLIS + scheduler.nowNanos() / NANOS_A_MILLI + wrongMillis;
    }

    @Override
    public long monotonicNanos() {
        return originNanos + scheduler.nowNanos();
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        return scheduler.after(
                delay,
                () -> life.run(() -> {
                    if (!life.isOver()) {
                        task.run();
                    }
                }));
    }
}
