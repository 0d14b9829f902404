package chat.carillon.core.registry;

import chat.carillon.model.SessionId;
import chat.carillon.model.UserId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/// The registry of a single node, and the reference for the others. Thread-safe.
public final class InMemorySessionRegistry implements SessionRegistry {
    /// The inner maps change only while the outer one computes their user. Few users have more than a handful of
    /// sessions, but one may have thousands.
    private final ConcurrentHashMap<UserId, Map<SessionId, Registration>> users = new ConcurrentHashMap<>();

    @Override
    public CompletableFuture<Void> register(Registration registration) {
        users.compute(registration.user(), (_, present) -> {
            Map<SessionId, Registration> sessions = present == null ? new ConcurrentHashMap<>(1) : present;
            sessions.put(registration.session(), registration);
            return sessions;
        });
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void unregister(Registration registration) {
        users.computeIfPresent(registration.user(), (_, sessions) -> {
            sessions.remove(registration.session());
            return sessions.isEmpty() ? null : sessions;
        });
    }

    @Override
    public Map<UserId, List<Registration>> find(Collection<UserId> wanted) {
        var found = new HashMap<UserId, List<Registration>>();
        for (UserId user : wanted) {
            Map<SessionId, Registration> sessions = users.get(user);
            if (sessions != null) {
                found.put(user, List.copyOf(sessions.values()));
            }
        }
        return found;
    }
}
