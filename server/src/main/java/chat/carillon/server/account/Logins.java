package chat.carillon.server.account;

import chat.carillon.core.session.Identities.Identity;
import chat.carillon.core.store.AccountStore;
import chat.carillon.core.store.AccountStore.Account;
import chat.carillon.core.time.Time;
import chat.carillon.model.InvalidValueException;
import chat.carillon.model.Text;
import chat.carillon.model.UserId;
import chat.carillon.protocol.ErrorCode;
import chat.carillon.server.auth.RateLimit;
import chat.carillon.server.auth.RevocationWatch;
import chat.carillon.server.auth.SecretToken;
import chat.carillon.server.auth.TokenId;
import chat.carillon.server.config.ServerConfig;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Session tokens: given for a password, taken back by logging out. Thread-safe, blocks.
public final class Logins {
    private static final int MAX_LABEL_CHARS = 64;

    private final AccountStore accounts;
    private final Passwords passwords;
    private final RevocationWatch revocations;
    private final Duration lifetime;
    private final Time time;

    private final RateLimit<String> byUserAndAddress;
    private final RateLimit<String> byUser;
    private final RateLimit<String> byAddress;

    public Logins(
            AccountStore accounts,
            Passwords passwords,
            RevocationWatch revocations,
            ServerConfig.Auth config,
            Time time) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.revocations = revocations;
        this.lifetime = config.tokenLifetime();
        this.time = time;
        this.byUserAndAddress = RateLimit.perMinute(config.loginsPerMinute(), time);
        this.byUser = RateLimit.perMinute(config.loginsPerMinutePerUser(), time);
        this.byAddress = RateLimit.perMinute(config.loginsPerMinutePerAddress(), time);
    }

    /// A fresh token.
    public record Login(String token, long expiresAtMillis, Account account) {
        /// Without the token.
        @Override
        public String toString() {
            return "Login[%s]".formatted(account.user());
        }
    }

    /// Checks a password. The answer, and the time it takes, is the same for an unknown user and a wrong password.
    ///
    /// @param label what the user's list of logins shows
    /// @param address where the request comes from
    public Outcome<Login> login(String username, String password, @Nullable String label, String address) {
        Optional<UserId> user = parsed(username);
        // Names that nobody can have share one bucket.
        String name = user.map(UserId::value).orElse("");
        long wait = Math.max(
                Math.max(byAddress.take(address), byUserAndAddress.take(name + " " + address)), byUser.take(name));
        if (wait > 0) {
            return new Outcome.Refused<>(ErrorCode.RATE_LIMITED, "too many attempts to log in", wait);
        }
        passwords.expectPlace();
        String phc = user.flatMap(accounts::passwordHash).orElse(null);
        if (!passwords.fits(password, phc)) {
            return new Outcome.Refused<>(ErrorCode.UNAUTHENTICATED, "the user name or the password is wrong");
        }
        Account account = user.flatMap(accounts::find).orElseThrow();
        return account.disabled()
                ? new Outcome.Refused<>(ErrorCode.FORBIDDEN, "the account is disabled")
                : new Outcome.Done<>(open(account, label));
    }

    private static Optional<UserId> parsed(String username) {
        try {
            return Optional.of(new UserId(username));
        } catch (InvalidValueException e) {
            return Optional.empty();
        }
    }

    /// Whether this address may make another account or redeem another secret now.
    ///
    /// @return 0, or the milliseconds until it may
    long admit(String address) {
        return byAddress.take(address);
    }

    /// Whether this user's password may be tried now.
    ///
    /// @return 0, or the milliseconds until it may
    long admit(UserId user) {
        return byUser.take(user.value());
    }

    /// A token for somebody who has proven to be this user.
    Login open(Account account, @Nullable String label) {
        String token = SecretToken.SESSION.fresh();
        long now = time.wallMillis();
        long expires = now + lifetime.toMillis();
        String wanted = label == null ? "" : Text.checked("label", label, MAX_LABEL_CHARS);
        String shown = wanted.equals(Invitations.LABEL) ? "" : wanted;
        accounts.createToken(new AccountStore.Token(SecretToken.sha256(token), account.user(), shown, now, expires));
        return new Login(token, expires, account);
    }

    /// Ends the login that this identity stems from.
    public Outcome<Boolean> logout(Identity identity) {
        TokenId id = TokenId.parse(identity.tokenId()).orElseThrow();
        return switch (id.kind()) {
            case SESSION -> {
                boolean was = accounts.revokeToken(id.sha256());
                endRevoked();
                yield new Outcome.Done<>(was);
            }
            case JWT ->
                new Outcome.Refused<>(ErrorCode.FORBIDDEN, "an application signed this token; it ends when it expires");
            case OPERATOR ->
                new Outcome.Refused<>(
                        ErrorCode.FORBIDDEN,
                        "the operator's token ends when its file is deleted and the server restarts");
        };
    }

    /// Ends all logins of a user, and all sessions opened with them.
    ///
    /// @return how many there were
    public int logoutEverywhere(UserId user) {
        int count = accounts.revokeTokensOf(user);
        endRevoked();
        return count;
    }

    /// Ends the sessions of what the store has just revoked; other nodes do so within about a second.
    void endRevoked() {
        revocations.lookAtOnce();
    }

    /// Which logins a user has, and which invitations the user has given out.
    public List<AccountStore.Token> of(UserId user) {
        return accounts.tokensOf(user);
    }

    /// Removes what has expired; call it once in a while.
    public void deleteExpired() {
        accounts.deleteTokensExpiredBefore(time.wallMillis());
        revocations.forgetOld();
    }
}
