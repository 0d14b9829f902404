package chat.carillon.core.trace;

import chat.carillon.core.log.Member;
import chat.carillon.core.push.PushTarget;
import chat.carillon.core.store.PushStore;
import chat.carillon.model.DeviceId;
import chat.carillon.protocol.NotificationLevel;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One member, and what became of the entry for it.
///
/// @param push what was decided of telling it while away; null if nothing was recorded
/// @param kinds the services by which its devices are woken; devices that are registered no more are left out
/// @param level what the member wants to be told of; null where a push was decided, or nobody is missing it
public record Recipient(
        Member member,
        Standing standing,
        PushStore.@Nullable Recorded push,
        Map<DeviceId, PushTarget.Kind> kinds,
        @Nullable NotificationLevel level) {
    public Recipient {
        kinds = Map.copyOf(kinds);
    }
}
