package chat.carillon.core.store;

import chat.carillon.model.UserId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Accounts, their session tokens, and the server's own secrets. Secrets of users are kept as
/// hashes only.
public interface AccountStore {

    /// @return whether it was made; false if the name is taken
    boolean create(Account account, @Nullable String passwordHash);

    Optional<Account> find(UserId user);

    /// The accounts of these users, as far as they have one, in the order of their names; in one query.
    List<Account> find(Collection<UserId> users);

    /// Which of `users` have an account that is not disabled.
    Set<UserId> existing(Collection<UserId> users);

    List<Account> list(@Nullable String query, @Nullable UserId afterUser, int limit);

    Optional<String> passwordHash(UserId user);

    /// Sets the hash (null: login by password is off) and revokes all tokens of the user, as
    /// [#revokeTokensOf] does.
    void setPasswordHash(UserId user, @Nullable String passwordHash);

    /// Changes what is given, and leaves the rest as it stands at that moment; disabling revokes all tokens, as
    /// [#revokeTokensOf] does.
    void update(UserId user, AccountChange change);

    boolean anyAdministrator();

    void createToken(Token token);

    /// The token with this SHA-256, whether or not it is still valid.
    Optional<Token> token(String sha256);

    List<Token> tokensOf(UserId user);

    /// Tokens of all users that have this label and expire after `atMillis`, the newest first.
    List<Token> tokensLabelled(String label, long atMillis, int limit);

    /// @return whether there was such a token
    boolean revokeToken(String sha256);

    /// Revokes all of them, and forgets the user's devices: whoever was logged in there is told
    /// nothing by push any more, either. Who logs in again registers again.
    ///
    /// @return how many tokens there were
    int revokeTokensOf(UserId user);

    void deleteTokensExpiredBefore(long atMillis);

    /// What was revoked since then, those after `after` (null: from the start), in the order of times,
    /// users and tokens. Every token is listed that was revoked by any of the above, noted in the same
    /// transaction; and for all tokens of a user, also what stands for all without a token of its own.
    /// The caller looks back over an overlap, because a transaction may become visible later than its
    /// time says.
    ///
    /// @param sinceMillis by the store's time, as [LogStore#nowMillis] tells it
    List<Revocation> revokedSince(long sinceMillis, @Nullable Revocation after, int limit);

    /// Forgets what was revoked before, by the store's time.
    void deleteRevocationsBefore(long atMillis);

    /// Reads the secret called `name`, or keeps `fresh` under this name if there is none,
    /// atomically: all nodes of a store get the same one.
    byte[] secret(String name, byte[] fresh);

    /// @param createdAtMillis since 1970 UTC
    record Account(UserId user, String displayName, boolean administrator, boolean disabled, long createdAtMillis) {}

    /// What is to change; null leaves it as it is.
    record AccountChange(
            @Nullable String displayName,
            @Nullable Boolean administrator,
            @Nullable Boolean disabled) {

        public boolean nothing() {
            return displayName == null && administrator == null && disabled == null;
        }

        public boolean disables() {
            return Boolean.TRUE.equals(disabled);
        }
    }

    /// A session token; the secret itself is not kept, only its SHA-256 in hexadecimal.
    record Token(String sha256, UserId user, String label, long createdAtMillis, long expiresAtMillis) {}

    /// A token was revoked. One made later has another SHA-256, so no revocation concerns it.
    ///
    /// @param sha256 of the token; null: all that the user came in with, and that is not kept here
    /// @param atMillis by the store's time
    record Revocation(UserId user, @Nullable String sha256, long atMillis) {}
}
