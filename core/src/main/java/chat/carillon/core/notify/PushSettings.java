package chat.carillon.core.notify;

import java.time.Duration;

/// How absent members are told.
///
/// @param ripeDirect how long a direct message waits for an ack before its receiver is told
/// @param ripeOther the same for groups and channels
/// @param maxAge older messages are nobody's business any more, and failing pushes are given up
/// @param retention how long it is remembered what was decided
/// @param webhook whether an application is told of everybody's
public record PushSettings(
        Duration ripeDirect, Duration ripeOther, Duration maxAge, Duration retention, boolean webhook) {

    public static final PushSettings DEFAULT = new PushSettings(
            Duration.ofSeconds(3), Duration.ofSeconds(10), Duration.ofHours(1), Duration.ofDays(7), false);
}
