package chat.carillon.loadtest.bench.storm;

import chat.carillon.loadtest.simulate.reconnect.Policy;
import chat.carillon.loadtest.simulate.reconnect.ReconnectOptions;
import chat.carillon.loadtest.simulate.reconnect.ReconnectSimulation;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What `simulate reconnect` says of a storm that was measured: the same clients and the same outage, and servers that
/// open as many sessions a second as these did when they were busiest.
///
/// @param acceptPerSecond that the simulation was given
/// @param seconds until all are back
record Prediction(double acceptPerSecond, double seconds) {
    /// A cold server is not what it comes to rest at, and a single second may hold what had gathered before.
    private static final int BUSIEST_SECONDS = 10;

    private static final double NANOS = 1e9;
    private static final double PERCENT = 100;

    /// @param returns sessions that opened in each second
    /// @return empty if the simulation does not see the end of it
    static Optional<Prediction> of(int clients, Duration away, long[] returns) {
        double acceptPerSecond = Math.max(1, busiest(returns));
        var options = ReconnectOptions.of(clients, ReconnectOptions.Server.of(acceptPerSecond, away));
        return ReconnectSimulation.run(options, Policy.CARILLON)
                .backAfter(1)
                .map(back -> new Prediction(acceptPerSecond, back.toNanos() / NANOS));
    }

    private static double busiest(long[] returns) {
        return Arrays.stream(returns)
                .filter(count -> count > 0)
                .map(count -> -count)
                .sorted()
                .limit(BUSIEST_SECONDS)
                .average()
                .stream()
                .map(mean -> -mean)
                .findAny()
                .orElse(1);
    }

    /// How much more time it took than was predicted, in percent of the prediction; negative if it took less.
    double errorPercent(double measuredSeconds) {
        return (measuredSeconds - seconds) / seconds * PERCENT;
    }

    /// A line for the report.
    String beside(double measuredSeconds) {
        return String.format(
                Locale.ROOT,
                "simulate reconnect: all back after %.1f s at %,.0f a second; measured %.1f s, %+.0f %%",
                seconds,
                acceptPerSecond,
                measuredSeconds,
                errorPercent(measuredSeconds));
    }
}
