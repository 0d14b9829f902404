package chat.carillon.server.auth;

import chat.carillon.core.session.Identities.Identity;
import chat.carillon.core.time.Time;
import chat.carillon.model.UserId;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/// What was looked up about tokens within the last seconds, and since the last revocation of anything of their users.
/// A revocation costs the same however many tokens are believed: revocations are numbered, and of each user the number
/// of the last one is kept. Thread-safe.
///
/// Users share a few thousand places for it, so at times a token is looked up again for nothing.
final class BelievedTokens {
    /// How long another node's revocation may go unnoticed here, where the looks at the store fail.
    private static final Duration BELIEVED = Duration.ofSeconds(5);

    private static final int MAX_BELIEVED = 50_000;

    private static final int PLACES = 4_096;

    private final Time time;
    private final Cache<String, Believed> bySha256 = Caffeine.newBuilder()
            .maximumSize(MAX_BELIEVED)
            .expireAfterWrite(BELIEVED)
            .build();
    private final AtomicLong revocations = new AtomicLong();
    private final AtomicLongArray lastOfUsers = new AtomicLongArray(PLACES);

    /// @param asOf the number of the last revocation before it was looked up
    private record Believed(Identity identity, long expiresAtMillis, long asOf) {}

    BelievedTokens(Time time) {
        this.time = time;
    }

    /// Who is behind a token; empty if that has to be looked up.
    Optional<Identity> find(String sha256) {
        Believed known = bySha256.getIfPresent(sha256);
        if (known == null
                || time.wallMillis() >= known.expiresAtMillis()
                || lastOfUsers.get(place(known.identity().user())) > known.asOf()) {
            return Optional.empty();
        }
        return Optional.of(known.identity());
    }

    /// To be asked before a token is looked up, and given to [#believe].
    long lastRevocation() {
        return revocations.get();
    }

    void believe(String sha256, Identity identity, long lastRevocation) {
        long expiresAtMillis =
                TokenId.parse(identity.tokenId()).map(TokenId::expiresAtMillis).orElse(0L);
        bySha256.put(sha256, new Believed(identity, expiresAtMillis, lastRevocation));
    }

    /// Something of the user's was revoked, as the store knows by now.
    void revoked(UserId user) {
        lastOfUsers.accumulateAndGet(place(user), revocations.incrementAndGet(), Math::max);
    }

    private static int place(UserId user) {
        return Math.floorMod(user.hashCode(), PLACES);
    }
}
