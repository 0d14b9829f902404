package chat.carillon.server.account;

import chat.carillon.core.session.Identities.Identity;
import chat.carillon.core.store.AccountStore;
import chat.carillon.core.store.AccountStore.Token;
import chat.carillon.core.time.Time;
import chat.carillon.server.auth.SecretToken;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Secrets of which each makes one account. They are kept as tokens of who made them, and so end with that user's
/// logins. Thread-safe, blocks.
public final class Invitations {
    /// Tells them from logins, which never have it.
    static final String LABEL = "invitation";

    private final AccountStore store;
    private final Time time;

    Invitations(AccountStore store, Time time) {
        this.store = store;
        this.time = time;
    }

    /// A secret that makes one account within `lifetime`.
    public String make(Identity administrator, Duration lifetime) {
        String invitation = SecretToken.INVITATION.fresh();
        long now = time.wallMillis();
        store.createToken(
                new Token(SecretToken.sha256(invitation), administrator.user(), LABEL, now, now + lifetime.toMillis()));
        return invitation;
    }

    /// Those that still make an account, the newest first. They are named by their SHA-256.
    public List<Token> open(int limit) {
        return store.tokensLabelled(LABEL, time.wallMillis(), limit);
    }

    /// Makes one worthless.
    ///
    /// @return it, as it was; empty if none is open by this name
    public Optional<Token> withdraw(String sha256) {
        return find(sha256).filter(_ -> store.revokeToken(sha256));
    }

    /// Takes one, so that of two who have the same one only one comes in.
    Optional<Token> take(String invitation) {
        return SecretToken.INVITATION.fits(invitation) ? withdraw(SecretToken.sha256(invitation)) : Optional.empty();
    }

    private Optional<Token> find(String sha256) {
        return store.token(sha256)
                .filter(token -> token.label().equals(LABEL))
                .filter(token -> time.wallMillis() < token.expiresAtMillis());
    }
}
