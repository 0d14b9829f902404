package chat.carillon.core.notify.digest;

import java.time.Duration;

/// How digests are mailed.
///
/// @param away how long a user must have been away
/// @param period a user has one digest in it at most
/// @param perMinute digests that one node sends in a minute at most
/// @param lines whether a digest tells what was written
public record DigestSettings(Duration away, Duration period, int perMinute, boolean lines) {
    private static final Duration MAX_TICK = Duration.ofMinutes(1);

    /// How often it is looked who is there and who is away.
    Duration tick() {
        Duration quarter = away.dividedBy(4);
        return quarter.compareTo(MAX_TICK) < 0 ? quarter : MAX_TICK;
    }
}
