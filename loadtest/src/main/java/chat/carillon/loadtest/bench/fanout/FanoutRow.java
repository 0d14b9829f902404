package chat.carillon.loadtest.bench.fanout;

import chat.carillon.loadtest.machine.CpuMeter;
import chat.carillon.loadtest.step.StepResult;
import java.time.Duration;

/// One measured step of one side.
///
/// @param kind what the step was: `8 in flight`, `250/s`
/// @param members that each message was for
public record FanoutRow(String side, String kind, int members, StepResult result, CpuMeter.Spent spent) {
    /// A message must reach its last member within this.
    public static final Duration LAST_MEMBER_WITHIN = Duration.ofSeconds(2);

    /// Above this share of the core for others a step says little.
    public static final double NOISY_SHARE = 0.12;

    /// Deliveries that did not happen, and entries that a member knows it has not got.
    public long lost() {
        long wanted = (result.published() - result.refused()) * members;
        return Math.max(wanted - result.deliveries(), result.lost());
    }

    /// Whether nothing was lost, repeated, reordered or refused, and every message reached its last member in time.
    public boolean good() {
        return lost() == 0
                && result.duplicated() == 0
                && result.outOfOrder() == 0
                && result.refused() == 0
                && result.closed() == 0
                && result.complete().getMaxValue() < LAST_MEMBER_WITHIN.toNanos();
    }

    public boolean noisy() {
        return spent.foreignShare() > NOISY_SHARE;
    }

    public double deliveriesPerSecond() {
        return result.deliveriesPerSecond();
    }

    public double messagesPerSecond() {
        return result.published() / result.seconds();
    }

    /// Microseconds of the server's process and its core's interrupts for one delivery.
    public double coreMicros() {
        return spent.coreSeconds() * 1e6 / Math.max(1, result.deliveries());
    }

    /// Microseconds of the server's process for one delivery.
    public double processMicros() {
        return spent.processSeconds() * 1e6 / Math.max(1, result.deliveries());
    }
}
