package chat.carillon.server.auth;

import chat.carillon.core.session.Identities.Identity;
import chat.carillon.model.UserId;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// What was revoked on this node a short while ago: no ticket made from it is believed any more. Remembers for as
/// long as a ticket lives; what is older, the store knows. Thread-safe.
public final class Revocations {
    private static final int MAX_REMEMBERED = 100_000;

    private final Cache<String, Boolean> tokens = remembered();
    private final Cache<UserId, Boolean> users = remembered();
    private final List<RevocationListener> listeners = new CopyOnWriteArrayList<>();

    private static <K> Cache<K, Boolean> remembered() {
        return Caffeine.newBuilder()
                .maximumSize(MAX_REMEMBERED)
                .expireAfterWrite(ResumeTickets.LIFETIME.plusMinutes(1))
                .build();
    }

    public void listen(RevocationListener listener) {
        listeners.add(listener);
    }

    /// One token is good no longer.
    public void revoke(UserId user, String tokenId) {
        tokens.put(tokenId, true);
        listeners.forEach(listener ->
                listener.revoked(user, identity -> identity.tokenId().equals(tokenId)));
    }

    /// No token that this user has had so far is good any longer.
    public void revokeAll(UserId user) {
        users.put(user, true);
        listeners.forEach(listener -> listener.revoked(user, _ -> true));
    }

    boolean concerns(Identity identity) {
        return tokens.getIfPresent(identity.tokenId()) != null || users.getIfPresent(identity.user()) != null;
    }
}
