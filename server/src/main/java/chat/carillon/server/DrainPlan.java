package chat.carillon.server;

import java.time.Duration;

/// When the sessions of a node that goes should come back. Pure.
///
/// @param first when the first should
/// @param window from the first to the last
/// @param patience how long to wait for them to go
record DrainPlan(Duration first, Duration window, Duration patience) {
    /// Of the patience, so that the last still have time to open their new sessions.
    private static final double WINDOW_SHARE = 0.8;

    private static final double MILLIS_A_SECOND = 1e3;

    /// Clients of a lone node come back when it serves again, as fast as it takes them, but not later than that.
    private static final Duration LONGEST_RETURN = Duration.ofSeconds(60);

    /// Others take the sessions: each opens its next one while it has this one.
    ///
    /// @param sessions how many there are
    /// @param arrivalsPerSecond that the other nodes take, all together
    /// @param timeout how long to wait at most
    static DrainPlan elsewhere(int sessions, int arrivalsPerSecond, Duration timeout) {
        Duration bound = Duration.ofMillis((long) (timeout.toMillis() * WINDOW_SHARE));
        return new DrainPlan(Duration.ZERO, shorter(needed(sessions, arrivalsPerSecond), bound), timeout);
    }

    /// Nobody else takes them: they come back to this node, which goes at once to be there sooner.
    ///
    /// @param arrivalsPerSecond that this node takes
    /// @param restart how long it is away
    static DrainPlan hither(int sessions, double arrivalsPerSecond, Duration restart) {
        return new DrainPlan(restart, shorter(needed(sessions, arrivalsPerSecond), LONGEST_RETURN), Duration.ZERO);
    }

    private static Duration needed(int sessions, double perSecond) {
        return Duration.ofMillis((long) (sessions / perSecond * MILLIS_A_SECOND));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
