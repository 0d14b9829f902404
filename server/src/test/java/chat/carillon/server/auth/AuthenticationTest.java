package chat.carillon.server.auth;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.log.Authority;
import chat.carillon.core.session.Identities.Identity;
import chat.carillon.core.store.AccountStore;
import chat.carillon.core.store.AccountStore.Account;
import chat.carillon.core.store.AccountStore.AccountChange;
import chat.carillon.core.store.Store;
import chat.carillon.core.store.memory.InMemoryStore;
import chat.carillon.model.DeviceId;
import chat.carillon.model.UserId;
import chat.carillon.protocol.Limits;
import chat.carillon.server.ManualTime;
import chat.carillon.server.auth.jwt.JwtVerifierTest;
import chat.carillon.server.config.ServerConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AuthenticationTest {
    private static final UserId ADA = new UserId("ada");
    private static final DeviceId PHONE = new DeviceId("phone");
    private static final String OPERATOR = SecretToken.OPERATOR.fresh();

    private final ManualTime time = new ManualTime();
    private final Store store = new InMemoryStore("e", time, Limits.DEFAULT);
    private final AccountStore accounts = store.accounts();
    private final Revocations revocations = new Revocations();
    private final RevocationWatch watch = RevocationWatch.begin(store, revocations);
    private final Authentication authentication = authentication(false);
    private final List<UserId> ended = new ArrayList<>();

    @BeforeEach
    void makeAda() {
        accounts.create(new Account(ADA, "Ada", false, false, 0), null);
        revocations.listen((user, _) -> ended.add(user));
    }

    @Test
    void a_session_token_names_its_user_until_it_expires() {
        String token = token(Duration.ofHours(1));

        assertThat(authentication.byToken(token)).map(Identity::user).contains(ADA);
        assertThat(authentication.byToken(token)).map(Identity::authority).contains(Authority.MEMBER);
        time.advance(Duration.ofHours(1));
        assertThat(authentication.byToken(token)).isEmpty();
    }

    @Test
    void a_revoked_token_is_refused_at_once_on_this_node() {
        String token = token(Duration.ofHours(1));
        Identity identity = authentication.byToken(token).orElseThrow();
        assertThat(authentication.stillGood(identity)).isTrue();

        accounts.revokeToken(SecretToken.sha256(token));
        watch.lookAtOnce();

        assertThat(authentication.byToken(token)).isEmpty();
        assertThat(authentication.stillGood(identity)).isFalse();
        assertThat(ended).containsExactly(ADA);
    }

    @Test
    void nothing_but_the_very_token_is_accepted() {
        String token = token(Duration.ofHours(1));

        assertThat(authentication.byToken(token.substring(1))).isEmpty();
        assertThat(authentication.byToken(token + "A")).isEmpty();
        assertThat(authentication.byToken(SecretToken.sha256(token))).isEmpty();
        assertThat(authentication.byToken("")).isEmpty();
        assertThat(authentication.byToken(SecretToken.OPERATOR.fresh())).isEmpty();
    }

    @Test
    void an_invitation_is_no_session() {
        String invitation = SecretToken.INVITATION.fresh();
        accounts.createToken(new AccountStore.Token(
                SecretToken.sha256(invitation), ADA, "invitation", 0, time.wallMillis() + 1_000_000));

        assertThat(authentication.byToken(invitation)).isEmpty();
    }

    @Test
    void the_operator_administers() {
        Identity operator = authentication.byToken(OPERATOR).orElseThrow();

        assertThat(operator.authority()).isEqualTo(Authority.ADMINISTRATOR);
        assertThat(operator.user().value()).isEqualTo("operator");
    }

    @Test
    void a_ticket_is_believed_and_then_looked_up() {
        String token = token(Duration.ofHours(1));
        Identity identity = authentication.byToken(token).orElseThrow();
        String ticket = authentication.issueTicket(identity, PHONE).value();

        // Revoked on another node: this one has not heard of it.
        accounts.revokeToken(SecretToken.sha256(token));
        assertThat(authentication.byTicket(ticket, PHONE)).contains(identity);
        assertThat(ended).isEmpty();

        time.advance(Duration.ofSeconds(2));
        assertThat(ended).containsExactly(ADA);
        assertThat(authentication.byTicket(ticket, PHONE)).isEmpty();
    }

    @Test
    void a_good_ticket_stays_good_when_it_is_looked_up() {
        Identity identity = authentication.byToken(token(Duration.ofHours(1))).orElseThrow();
        String ticket = authentication.issueTicket(identity, PHONE).value();

        for (int i = 0; i < 5; i++) {
            assertThat(authentication.byTicket(ticket, PHONE)).contains(identity);
            time.advance(Duration.ofSeconds(2));
        }
        assertThat(ended).isEmpty();
    }

    @Test
    void no_ticket_of_a_revoked_user_is_believed_but_those_of_later_logins() {
        String old = ticket(token(Duration.ofHours(1)));
        String signed = ticket(JwtVerifierTest.hs256(time, claims -> claims.subject("ada")));

        accounts.revokeTokensOf(ADA);
        String next = token(Duration.ofHours(1));
        watch.lookAtOnce();

        assertThat(authentication.byTicket(old, PHONE)).isEmpty();
        assertThat(authentication.byTicket(signed, PHONE)).isEmpty();
        assertThat(authentication.byToken(next)).isPresent();
        assertThat(authentication.byTicket(ticket(next), PHONE)).isPresent();
        assertThat(authentication.stillGood(authentication.byToken(next).orElseThrow()))
                .isTrue();
    }

    @Test
    void a_session_that_was_opening_when_its_user_was_disabled_is_looked_up() {
        Identity opening = authentication
                .byToken(JwtVerifierTest.hs256(time, claims -> claims.subject("ada")))
                .orElseThrow();
        accounts.update(ADA, new AccountChange(null, false, true));
        watch.lookAtOnce();
        ended.clear();

        assertThat(authentication.stillGood(opening)).isTrue();
        time.advance(Duration.ofSeconds(2));
        assertThat(ended).containsExactly(ADA);
        assertThat(authentication.stillGood(opening)).isFalse();
    }

    private String ticket(String token) {
        Identity identity = authentication.byToken(token).orElseThrow();
        return authentication.issueTicket(identity, PHONE).value();
    }

    @Test
    void the_user_of_an_application_is_made_on_first_sight() {
        String jwt = JwtVerifierTest.hs256(time, claims -> claims.subject("Zoe").claim("name", "Zoë Q."));

        assertThat(authentication.byToken(jwt)).map(Identity::user).contains(new UserId("zoe"));
        assertThat(accounts.find(new UserId("zoe"))).map(Account::displayName).contains("Zoë Q.");
    }

    @Test
    void an_application_makes_administrators_only_where_that_is_configured() {
        accounts.update(ADA, new AccountChange(null, true, false));
        String jwt = JwtVerifierTest.hs256(time, claims -> claims.subject("ada").claim("carillon_admin", true));

        assertThat(authentication.byToken(jwt)).map(Identity::authority).contains(Authority.MEMBER);
        assertThat(authentication(true).byToken(jwt)).map(Identity::authority).contains(Authority.ADMINISTRATOR);
    }

    @Test
    void an_application_cannot_pose_as_the_operator_or_bring_back_the_disabled() {
        accounts.update(ADA, new AccountChange(null, false, true));

        assertThat(authentication.byToken(JwtVerifierTest.hs256(time, claims -> claims.subject("operator"))))
                .isEmpty();
        assertThat(authentication.byToken(JwtVerifierTest.hs256(time, claims -> claims.subject("ada"))))
                .isEmpty();
    }

    private String token(Duration lifetime) {
        String token = SecretToken.SESSION.fresh();
        accounts.createToken(
                new AccountStore.Token(SecretToken.sha256(token), ADA, "", 0, time.wallMillis() + lifetime.toMillis()));
        return token;
    }

    private Authentication authentication(boolean administrators) {
        var jwt = new ServerConfig.Jwt(JwtVerifierTest.SECRET, null, null, null, administrators);
        return Authentication.create(accounts, jwt, revocations, OPERATOR, time, Runnable::run);
    }
}
