package chat.carillon.server.auth;

import chat.carillon.core.session.Identities.Identity;
import chat.carillon.model.UserId;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/// What was revoked a short while ago, as far as this node has heard: no ticket made from it is believed any more.
/// Remembers for as long as a ticket lives; what is older, the store knows. Thread-safe.
///
/// Tokens are revoked one by one, also where all of a user are, so a login made later is never meant.
public final class Revocations {
    static final Duration REMEMBERED = ResumeTickets.LIFETIME.plusMinutes(1);
    private static final int MAX_REMEMBERED = 100_000;

    private final Cache<String, Boolean> tokens = remembered();
    private final Cache<UserId, Boolean> users = remembered();
    private final List<RevocationListener> listeners = new CopyOnWriteArrayList<>();

    private static <K> Cache<K, Boolean> remembered() {
        return Caffeine.newBuilder()
                .maximumSize(MAX_REMEMBERED)
                .expireAfterWrite(REMEMBERED)
                .build();
    }

    public void listen(RevocationListener listener) {
        listeners.add(listener);
    }

    /// One token is good no longer.
    void revoke(UserId user, String sha256) {
        tokens.put(sha256, true);
        tell(user, identity -> sha256.equals(sha256(identity).orElse(null)));
    }

    /// Whatever the user came in with that the store does not keep, such as what an application signed, has to be shown
    /// again.
    void revokeUnkept(UserId user) {
        users.put(user, true);
        tell(user, identity -> !isKept(identity));
    }

    private void tell(UserId user, Predicate<Identity> revoked) {
        listeners.forEach(listener -> listener.revoked(user, revoked));
    }

    /// Whether the very token of this identity was revoked.
    boolean ofToken(Identity identity) {
        return sha256(identity).map(tokens::getIfPresent).isPresent();
    }

    /// Whether all of the user was revoked, and this identity may be older or newer.
    boolean ofUser(Identity identity) {
        return !isKept(identity) && users.getIfPresent(identity.user()) != null;
    }

    private static Optional<String> sha256(Identity identity) {
        return TokenId.parse(identity.tokenId()).map(TokenId::sha256);
    }

    private static boolean isKept(Identity identity) {
        return TokenId.parse(identity.tokenId())
                .filter(id -> id.kind() == TokenId.Kind.SESSION)
                .isPresent();
    }
}
