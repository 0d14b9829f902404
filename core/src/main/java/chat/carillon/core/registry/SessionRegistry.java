package chat.carillon.core.registry;

import chat.carillon.model.DeviceId;
import chat.carillon.model.SessionId;
import chat.carillon.model.UserId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// Who is connected where. Thread-safe.
public interface SessionRegistry {

    /// A session opens. Idempotent, does not block.
    ///
    /// @return completes when others find it, or when it is certain that it could not be recorded now (then it is
    ///     recorded later or never); never exceptionally
    CompletableFuture<Void> register(Registration registration);

    /// A session ended. Idempotent, does not block.
    void unregister(Registration registration);

    /// The sessions of these users on nodes whose leases live; users without any are left out. Blocks, for at most
    /// about a second.
    ///
    /// @throws RegistryUnavailableException if nobody can say at present
    Map<UserId, List<Registration>> find(Collection<UserId> users);

    /// @param node name and incarnation of the node, as `name#incarnation`: a node that restarts is a new one
    record Registration(UserId user, DeviceId device, SessionId session, String node, long sinceMillis) {}
}
