package chat.carillon.core.push;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What came of one attempt. Reasons are for logs and `trace`: they hold no content and no secret.
public sealed interface PushResult {

    /// The provider has it. Whether the device shows it, nobody says.
    ///
    /// @param providerId what the provider calls it; null if it gave no name
    record Accepted(@Nullable String providerId) implements PushResult {}

    /// The target does not exist any more, or never did: forget it.
    record InvalidTarget(String why) implements PushResult {}

    /// Not now: the provider or the network is at fault, or asks for patience.
    ///
    /// @param after what the provider asked for; null if the caller's own backoff decides
    record Retry(@Nullable Duration after, String why) implements PushResult {}

    /// Not this one, however often it is tried; the target itself may be good.
    record Rejected(String why) implements PushResult {}
}
