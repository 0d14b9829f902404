package chat.carillon.server.account;

import chat.carillon.core.log.Authority;
import chat.carillon.core.session.Identities.Identity;
import chat.carillon.core.store.AccountStore;
import chat.carillon.core.store.AccountStore.Account;
import chat.carillon.core.store.AccountStore.AccountChange;
import chat.carillon.core.time.Time;
import chat.carillon.model.Text;
import chat.carillon.model.UserId;
import chat.carillon.protocol.ErrorCode;
import chat.carillon.protocol.Limits;
import chat.carillon.server.auth.OperatorToken;
import chat.carillon.server.config.ServerConfig.Registration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes accounts and changes them. Thread-safe, blocks.
public final class Accounts {
    private static final Logger log = LoggerFactory.getLogger(Accounts.class);
    private static final UserId OPERATOR = new UserId(OperatorToken.USER_NAME);

    private final AccountStore store;
    private final Passwords passwords;
    private final Logins logins;
    private final SetupLink setupLink;
    private final Registration registration;
    private final Time time;
    private final Invitations invitations;

    public Accounts(
            AccountStore store,
            Passwords passwords,
            Logins logins,
            SetupLink setupLink,
            Registration registration,
            Time time) {
        this.store = store;
        this.passwords = passwords;
        this.logins = logins;
        this.setupLink = setupLink;
        this.registration = registration;
        this.time = time;
        this.invitations = new Invitations(store, time);
    }

    /// What somebody who wants an account typed.
    public record NewAccount(
            String username, String password, @Nullable String displayName, boolean administrator) {
        /// Without the password.
        @Override
        public String toString() {
            return "NewAccount";
        }
    }

    /// What is to change; null leaves as it is.
    ///
    /// @param oldPassword proves that the user is at the keyboard; an administrator needs none for others
    public record Change(
            @Nullable String displayName,
            @Nullable Boolean administrator,
            @Nullable Boolean disabled,
            @Nullable String password,
            @Nullable String oldPassword) {
        /// Without the passwords.
        @Override
        public String toString() {
            return "Change";
        }
    }

    /// Makes the account as which the command line acts, and says how to make the first administrator.
    ///
    /// @return the secret of the link; empty if there is an administrator already
    public Optional<String> prepare() {
        boolean _ = store.create(new Account(OPERATOR, "Operator", false, false, time.wallMillis()), null);
        return store.anyAdministrator() ? Optional.empty() : Optional.of(setupLink.offer());
    }

    /// Makes the first administrator.
    ///
    /// @param secret of the one-time link
    public Outcome<Logins.Login> setUp(String secret, NewAccount account, String address) {
        long wait = logins.admit(address);
        if (wait > 0) {
            return new Outcome.Refused<>(ErrorCode.RATE_LIMITED, "too many attempts", wait);
        }
        Optional<SetupLink.Use> taken = setupLink.take(secret);
        if (taken.isEmpty()) {
            return new Outcome.Refused<>(ErrorCode.UNAUTHENTICATED, "the link is wrong or has been used");
        }
        try (SetupLink.Use use = taken.get()) {
            if (store.anyAdministrator()) {
                use.done();
                return new Outcome.Refused<>(ErrorCode.UNAUTHENTICATED, "there is an administrator already");
            }
            Outcome<Account> made = make(account, true);
            if (made instanceof Outcome.Done<Account>(Account administrator)) {
                use.done();
                log.info("{} is the first administrator", administrator.user());
            }
            return loggedIn(made, "setup");
        }
    }

    /// Makes an account for somebody else.
    public Outcome<Account> create(Identity administrator, NewAccount account) {
        return administrator.authority() == Authority.ADMINISTRATOR
                ? make(account, account.administrator())
                : new Outcome.Refused<>(ErrorCode.FORBIDDEN, "only administrators make accounts for others");
    }

    /// Makes an account for whoever asks, as far as the configuration lets them, and logs in.
    public Outcome<Logins.Login> register(NewAccount account, @Nullable String invitation, String address) {
        long wait = logins.admit(address);
        if (wait > 0) {
            return new Outcome.Refused<>(ErrorCode.RATE_LIMITED, "too many new accounts", wait);
        }
        Optional<AccountStore.Token> taken = registration == Registration.INVITE && invitation != null
                ? invitations.take(invitation)
                : Optional.empty();
        if (taken.isEmpty() && registration != Registration.OPEN) {
            return new Outcome.Refused<>(
                    ErrorCode.UNAUTHENTICATED,
                    registration == Registration.OFF
                            ? "only administrators make accounts here"
                            : "the invitation is missing, wrong, expired or used");
        }
        boolean made = false;
        try {
            Outcome<Account> outcome = make(account, false);
            made = outcome instanceof Outcome.Done;
            return loggedIn(outcome, "registration");
        } finally {
            if (!made) {
                taken.ifPresent(store::createToken);
            }
        }
    }

    private Outcome<Logins.Login> loggedIn(Outcome<Account> made, String label) {
        return switch (made) {
            case Outcome.Done<Account>(Account account) -> new Outcome.Done<>(logins.open(account, label));
            case Outcome.Refused<Account>(ErrorCode code, String message, long retryAfter) ->
                new Outcome.Refused<>(code, message, retryAfter);
        };
    }

    public Invitations invitations() {
        return invitations;
    }

    /// A token of somebody else, for a program that acts as that user.
    ///
    /// @param label what the user's list of logins shows
    public Outcome<Logins.Login> issueToken(Identity administrator, UserId user, @Nullable String label) {
        if (administrator.authority() != Authority.ADMINISTRATOR) {
            return new Outcome.Refused<>(ErrorCode.FORBIDDEN, "only administrators make tokens for others");
        }
        Optional<Account> found = store.find(user);
        if (found.isEmpty()) {
            return new Outcome.Refused<>(ErrorCode.NO_SUCH_USER, "there is no user " + user);
        }
        if (found.get().disabled() || user.equals(OPERATOR)) {
            return new Outcome.Refused<>(ErrorCode.FORBIDDEN, "nobody can log in as " + user);
        }
        log.info("{} made a token of {}", administrator.user(), user);
        return new Outcome.Done<>(logins.open(found.get(), label));
    }

    private Outcome<Account> make(NewAccount wanted, boolean administrator) {
        var user = new UserId(wanted.username());
        String name = wanted.displayName() == null ? wanted.username() : wanted.displayName();
        Text.checkedNotBlank("displayName", name, Limits.MAX_NAME_CHARS);
        String password = Passwords.checked(wanted.password());
        var account = new Account(user, name, administrator, false, time.wallMillis());
        if (store.find(user).isPresent() || !store.create(account, passwords.hash(password))) {
            return new Outcome.Refused<>(ErrorCode.USERNAME_TAKEN, "username: '" + user + "' is taken");
        }
        return new Outcome.Done<>(account);
    }

    public Optional<Account> find(UserId user) {
        return store.find(user);
    }

    /// Accounts in the order of their names.
    public List<Account> list(@Nullable String query, @Nullable UserId afterUser, int limit) {
        return store.list(query, afterUser, limit);
    }

    /// Changes an account: users their own name and password, administrators everything but their own power.
    public Outcome<Account> change(Identity by, UserId user, Change change) {
        boolean administrator = by.authority() == Authority.ADMINISTRATOR;
        boolean self = by.user().equals(user);
        Optional<Account> found = store.find(user);
        if (!self && !administrator) {
            return new Outcome.Refused<>(ErrorCode.FORBIDDEN, "only administrators change the accounts of others");
        }
        if (found.isEmpty()) {
            return new Outcome.Refused<>(ErrorCode.NO_SUCH_USER, "there is no user " + user);
        }
        if (user.equals(OPERATOR)) {
            return new Outcome.Refused<>(ErrorCode.FORBIDDEN, "the operator's account cannot be changed");
        }
        if ((change.administrator() != null || change.disabled() != null) && (self || !administrator)) {
            return new Outcome.Refused<>(
                    ErrorCode.FORBIDDEN, "only another administrator changes who is one, and who is disabled");
        }
        if (change.password() != null && self) {
            long wait = logins.admit(user);
            if (wait > 0) {
                return new Outcome.Refused<>(ErrorCode.RATE_LIMITED, "too many attempts", wait);
            }
            String old = change.oldPassword();
            if (old == null || !passwords.fits(old, store.passwordHash(user).orElse(null))) {
                return new Outcome.Refused<>(ErrorCode.FORBIDDEN, "oldPassword is missing or wrong");
            }
        }
        return new Outcome.Done<>(apply(found.get(), change));
    }

    private Account apply(Account before, Change change) {
        UserId user = before.user();
        if (change.displayName() != null) {
            Text.checkedNotBlank("displayName", change.displayName(), Limits.MAX_NAME_CHARS);
        }
        String hash = change.password() == null ? null : passwords.hash(Passwords.checked(change.password()));
        // Only what was asked for: to hash takes long, and somebody may have been disabled meanwhile.
        var wanted = new AccountChange(change.displayName(), change.administrator(), change.disabled());
        if (!wanted.nothing()) {
            store.update(user, wanted);
        }
        if (hash != null) {
            store.setPasswordHash(user, hash);
        }
        if (Boolean.FALSE.equals(change.administrator()) && before.administrator()) {
            int _ = logins.logoutEverywhere(user);
        } else if (wanted.disables() && !before.disabled() || hash != null) {
            // The store has revoked the tokens along with the change; a login made since then stands.
            logins.endRevoked();
        }
        return store.find(user).orElse(before);
    }
}
