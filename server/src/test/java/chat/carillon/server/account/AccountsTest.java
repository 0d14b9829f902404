package chat.carillon.server.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.carillon.core.log.Authority;
import chat.carillon.core.session.Identities.Identity;
import chat.carillon.core.store.AccountStore;
import chat.carillon.core.store.Store;
import chat.carillon.core.store.memory.InMemoryStore;
import chat.carillon.model.InvalidValueException;
import chat.carillon.model.UserId;
import chat.carillon.protocol.ErrorCode;
import chat.carillon.protocol.Limits;
import chat.carillon.server.ManualTime;
import chat.carillon.server.account.Accounts.Change;
import chat.carillon.server.account.Accounts.NewAccount;
import chat.carillon.server.auth.RevocationWatch;
import chat.carillon.server.auth.Revocations;
import chat.carillon.server.auth.SecretToken;
import chat.carillon.server.auth.TokenId;
import chat.carillon.server.config.ServerConfig;
import chat.carillon.server.config.ServerConfig.Registration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AccountsTest {
    private static final String PASSWORD = "correct horse";
    private static final String ADDRESS = "192.0.2.1";

    private final ManualTime time = new ManualTime();
    private final Store everything = new InMemoryStore("e", time, Limits.DEFAULT);
    private final AccountStore store = everything.accounts();
    private final Passwords passwords = new Passwords();
    private final Revocations revocations = new Revocations();
    private final ServerConfig.Auth config = new ServerConfig.Auth(
            Registration.INVITE, Duration.ofDays(30), 3, 5, 7, new ServerConfig.Jwt(null, null, null, null, false));
    private final Logins logins =
            new Logins(store, passwords, RevocationWatch.begin(everything, revocations), config, time);
    private final Accounts accounts = accounts(Registration.INVITE);
    private final Identity root = identity("root", Authority.ADMINISTRATOR);
    private final List<UserId> ended = new ArrayList<>();

    @AfterEach
    void stop() {
        passwords.close();
    }

    @Test
    void the_setup_link_makes_one_administrator_and_is_used_up() {
        String secret = accounts.prepare().orElseThrow();

        assertThat(code(accounts.setUp("cl_" + "A".repeat(43), account("eve"), ADDRESS)))
                .isEqualTo(ErrorCode.UNAUTHENTICATED);
        assertThatThrownBy(() -> accounts.setUp(secret, new NewAccount("root", "short", null, false), ADDRESS))
                .isInstanceOf(InvalidValueException.class);
        Logins.Login login = done(accounts.setUp(secret, account("root"), ADDRESS));
        assertThat(login.account().administrator()).isTrue();
        assertThat(code(accounts.setUp(secret, account("eve"), ADDRESS))).isEqualTo(ErrorCode.UNAUTHENTICATED);
        assertThat(accounts.prepare()).isEmpty();
    }

    @Test
    void a_login_does_not_tell_who_exists() {
        accounts.create(root, account("ada"));

        Outcome.Refused<?> wrong = (Outcome.Refused<?>) logins.login("ada", "incorrect horse", null, ADDRESS);
        Outcome.Refused<?> unknown = (Outcome.Refused<?>) logins.login("bob", "incorrect horse", null, ADDRESS);
        Outcome.Refused<?> impossible = (Outcome.Refused<?>) logins.login("b b", "incorrect horse", null, ADDRESS);

        assertThat(unknown).isEqualTo(wrong).isEqualTo(impossible);
        assertThat(done(logins.login("Ada", PASSWORD, "laptop", ADDRESS))
                        .account()
                        .user())
                .isEqualTo(new UserId("ada"));
    }

    @Test
    void guessing_is_slowed_down_by_address_and_by_user() {
        accounts.create(root, account("ada"));
        for (int i = 0; i < 3; i++) {
            assertThat(code(logins.login("ada", "wrong guess", null, ADDRESS))).isEqualTo(ErrorCode.UNAUTHENTICATED);
        }
        assertThat(code(logins.login("ada", PASSWORD, null, ADDRESS))).isEqualTo(ErrorCode.RATE_LIMITED);
        // Ada herself, elsewhere, is not locked out by the guesser.
        assertThat(logins.login("ada", PASSWORD, null, "192.0.2.2")).isInstanceOf(Outcome.Done.class);
        for (int i = 0; i < 5; i++) {
            logins.login("ada", "wrong guess", null, "192.0.2." + (10 + i));
        }
        assertThat(code(logins.login("ada", PASSWORD, null, "192.0.2.99"))).isEqualTo(ErrorCode.RATE_LIMITED);
        time.advance(Duration.ofMinutes(1));
        assertThat(logins.login("ada", PASSWORD, null, ADDRESS)).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void one_address_cannot_try_everybody() {
        for (int i = 0; i < 7; i++) {
            assertThat(code(logins.login("user" + i, "wrong guess", null, ADDRESS)))
                    .isEqualTo(ErrorCode.UNAUTHENTICATED);
        }
        assertThat(code(logins.login("user8", "wrong guess", null, ADDRESS))).isEqualTo(ErrorCode.RATE_LIMITED);
    }

    @Test
    void only_administrators_make_tokens_for_others_and_none_for_the_disabled_or_the_operator() {
        accounts.create(root, account("root"));
        accounts.create(root, account("ada"));
        var ada = new UserId("ada");

        assertThat(done(accounts.issueToken(root, ada, "bot")).account().user()).isEqualTo(ada);
        var plain = new Identity(ada, Authority.MEMBER, "");
        assertThat(code(accounts.issueToken(plain, new UserId("root"), null))).isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(code(accounts.issueToken(root, new UserId("nobody"), null))).isEqualTo(ErrorCode.NO_SUCH_USER);
        accounts.change(root, ada, new Change(null, null, true, null, null));
        assertThat(code(accounts.issueToken(root, ada, null))).isEqualTo(ErrorCode.FORBIDDEN);
    }

    @Test
    void an_invitation_makes_one_account() {
        accounts.create(root, account("root"));
        String invitation = accounts.invitations().make(root, Duration.ofDays(1));

        assertThat(code(accounts.register(account("ada"), null, ADDRESS))).isEqualTo(ErrorCode.UNAUTHENTICATED);
        assertThat(code(accounts.register(account("root"), invitation, ADDRESS)))
                .isEqualTo(ErrorCode.USERNAME_TAKEN);
        assertThat(done(accounts.register(account("ada"), invitation, ADDRESS))
                        .account()
                        .administrator())
                .isFalse();
        assertThat(code(accounts.register(account("bob"), invitation, ADDRESS))).isEqualTo(ErrorCode.UNAUTHENTICATED);
    }

    @Test
    void open_invitations_are_listed_and_withdrawn() {
        accounts.create(root, account("root"));
        String used = accounts.invitations().make(root, Duration.ofDays(1));
        String withdrawn = accounts.invitations().make(root, Duration.ofDays(1));
        time.advance(Duration.ofHours(1));
        String open = accounts.invitations().make(root, Duration.ofDays(2));
        accounts.register(account("ada"), used, ADDRESS);
        String login =
                done(accounts.issueToken(root, new UserId("ada"), "invitation")).token();

        assertThat(accounts.invitations().open(10))
                .extracting(AccountStore.Token::sha256)
                .containsExactly(SecretToken.sha256(open), SecretToken.sha256(withdrawn));
        assertThat(accounts.invitations().withdraw(SecretToken.sha256(withdrawn)))
                .isPresent();
        assertThat(accounts.invitations().withdraw(SecretToken.sha256(withdrawn)))
                .isEmpty();
        assertThat(accounts.invitations().withdraw(SecretToken.sha256(login))).isEmpty();
        assertThat(code(accounts.register(account("bob"), withdrawn, ADDRESS))).isEqualTo(ErrorCode.UNAUTHENTICATED);
        time.advance(Duration.ofDays(2));
        assertThat(accounts.invitations().open(10)).isEmpty();
    }

    @Test
    void an_invitation_expires() {
        accounts.create(root, account("root"));
        String invitation = accounts.invitations().make(root, Duration.ofDays(1));
        time.advance(Duration.ofDays(1));

        assertThat(code(accounts.register(account("ada"), invitation, ADDRESS))).isEqualTo(ErrorCode.UNAUTHENTICATED);
    }

    @Test
    void registration_is_open_or_off_as_configured() {
        assertThat(accounts(Registration.OPEN).register(account("ada"), null, ADDRESS))
                .isInstanceOf(Outcome.Done.class);
        accounts.create(root, account("root"));
        String invitation = accounts.invitations().make(root, Duration.ofDays(1));
        assertThat(code(accounts(Registration.OFF).register(account("bob"), invitation, ADDRESS)))
                .isEqualTo(ErrorCode.UNAUTHENTICATED);
    }

    @Test
    void people_change_themselves_and_administrators_others() {
        accounts.create(root, account("ada"));
        Identity ada = identity("ada", Authority.MEMBER);
        UserId user = new UserId("ada");

        assertThat(done(accounts.change(ada, user, new Change("Ada L.", null, null, null, null)))
                        .displayName())
                .isEqualTo("Ada L.");
        assertThat(code(accounts.change(ada, user, new Change(null, true, null, null, null))))
                .isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(code(accounts.change(ada, new UserId("root"), new Change("x", null, null, null, null))))
                .isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(code(accounts.change(root, new UserId("nobody"), new Change("x", null, null, null, null))))
                .isEqualTo(ErrorCode.NO_SUCH_USER);
        assertThat(done(accounts.change(root, user, new Change(null, true, null, null, null)))
                        .administrator())
                .isTrue();
    }

    @Test
    void a_new_password_needs_the_old_one_and_ends_all_logins() {
        accounts.create(root, account("ada"));
        revocations.listen((user, _) -> ended.add(user));
        String token = done(logins.login("ada", PASSWORD, null, ADDRESS)).token();
        Identity ada = identity("ada", Authority.MEMBER);
        UserId user = new UserId("ada");

        assertThat(code(accounts.change(ada, user, new Change(null, null, null, "new password", null))))
                .isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(code(accounts.change(ada, user, new Change(null, null, null, "new password", "wrong"))))
                .isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(ended).isEmpty();
        accounts.change(ada, user, new Change(null, null, null, "new password", PASSWORD));

        assertThat(ended).containsOnly(user);
        assertThat(store.tokensOf(user)).isEmpty();
        assertThat(token).isNotBlank();
        assertThat(logins.login("ada", "new password", null, "192.0.2.3")).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void a_disabled_user_is_out_at_once() {
        accounts.create(root, account("ada"));
        revocations.listen((user, _) -> ended.add(user));
        logins.login("ada", PASSWORD, null, ADDRESS);

        accounts.change(root, new UserId("ada"), new Change(null, null, true, null, null));

        assertThat(ended).containsOnly(new UserId("ada"));
        assertThat(code(logins.login("ada", PASSWORD, null, ADDRESS))).isEqualTo(ErrorCode.FORBIDDEN);
    }

    @Test
    void nobody_can_take_the_operators_place() {
        accounts.prepare();

        assertThat(code(accounts.create(root, account("Operator")))).isEqualTo(ErrorCode.USERNAME_TAKEN);
        assertThat(code(accounts.change(
                        root, new UserId("operator"), new Change(null, null, null, "a new password", null))))
                .isEqualTo(ErrorCode.FORBIDDEN);
    }

    @Test
    void secrets_do_not_show_in_text_forms() {
        Logins.Login login = done(accounts(Registration.OPEN).register(account("ada"), null, ADDRESS));

        assertThat(login.toString()).doesNotContain(login.token());
        assertThat(account("ada").toString()).doesNotContain(PASSWORD);
        assertThat(new Change(null, null, null, PASSWORD, PASSWORD).toString()).doesNotContain(PASSWORD);
    }

    private Accounts accounts(Registration registration) {
        return new Accounts(store, passwords, logins, new SetupLink(), registration, time);
    }

    private static NewAccount account(String name) {
        return new NewAccount(name, PASSWORD, null, false);
    }

    private Identity identity(String name, Authority authority) {
        String id = new TokenId(TokenId.Kind.SESSION, "ab".repeat(32), Long.MAX_VALUE).toString();
        return new Identity(new UserId(name), authority, id);
    }

    private static <T> T done(Outcome<T> outcome) {
        return switch (outcome) {
            case Outcome.Done<T>(T value) -> value;
            case Outcome.Refused<T> refused -> throw new AssertionError(refused);
        };
    }

    private static ErrorCode code(Outcome<?> outcome) {
        return outcome instanceof Outcome.Refused<?>(ErrorCode code, String _, long _) ? code : throw0(outcome);
    }

    private static ErrorCode throw0(Outcome<?> outcome) {
        throw new AssertionError(outcome + " (expected: refused)");
    }
}
