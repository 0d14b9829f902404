package chat.carillon.core.registry;

import chat.carillon.model.DeviceId;
import chat.carillon.model.SessionId;
import chat.carillon.model.UserId;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// Who is connected where. Thread-safe.
public interface SessionRegistry {

    /// A session was opened. Idempotent. Does not block: what cannot be recorded now is recorded later or never.
    void register(Registration registration);

    /// A session ended. Idempotent, does not block.
    void unregister(Registration registration);

    /// The sessions of these users on nodes whose leases live; users without any are left out. May block.
    Map<UserId, List<Registration>> find(Collection<UserId> users);

    /// @param node name and incarnation of the node, as `name#incarnation`: a node that restarts is a new one
    record Registration(UserId user, DeviceId device, SessionId session, String node, long sinceMillis) {}
}
