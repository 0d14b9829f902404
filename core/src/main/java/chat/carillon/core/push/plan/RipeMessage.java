package chat.carillon.core.push.plan;

import chat.carillon.model.UserId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A message that others may have to be told of.
///
/// @param thread seq of the thread's first message; null outside of threads
/// @param mentioned members that it names
/// @param broadcast whom it means besides
public record RipeMessage(
        long seq,
        UserId sender,
        long atMillis,
        @Nullable Long thread,
        boolean deleted,
        Set<UserId> mentioned,
        Broadcast broadcast) {

    /// Whom a message means without naming them.
    public enum Broadcast {
        NONE,
        /// Those who are connected.
        HERE,
        /// All members.
        EVERYONE
    }
}
