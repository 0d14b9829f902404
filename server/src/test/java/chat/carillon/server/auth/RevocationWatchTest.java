package chat.carillon.server.auth;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.log.Authority;
import chat.carillon.core.session.Identities.Identity;
import chat.carillon.core.store.AccountStore;
import chat.carillon.core.store.AccountStore.Account;
import chat.carillon.core.store.AccountStore.AccountChange;
import chat.carillon.core.store.Store;
import chat.carillon.core.store.memory.InMemoryStore;
import chat.carillon.model.UserId;
import chat.carillon.protocol.Limits;
import chat.carillon.server.ManualTime;
import chat.carillon.server.auth.TokenId.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RevocationWatchTest {
    private static final UserId ADA = new UserId("ada");

    private final ManualTime time = new ManualTime();
    private final Store store = new InMemoryStore("e", time, Limits.DEFAULT);
    private final AccountStore accounts = store.accounts();
    private final Revocations revocations = new Revocations();
    private final RevocationWatch watch = RevocationWatch.begin(store, revocations);

    /// Which of Ada's identities were ended, one for each time.
    private final List<Identity> ended = new ArrayList<>();

    private final Identity first = login("first");
    private final Identity second = login("second");
    private final Identity signed = identity(Kind.JWT, "signed");

    RevocationWatchTest() {
        revocations.listen((user, revoked) -> {
            assertThat(user).isEqualTo(ADA);
            List.of(first, second, signed).stream().filter(revoked).forEach(ended::add);
        });
    }

    private Identity login(String sha256) {
        accounts.createToken(new AccountStore.Token(sha256, ADA, "", 0, Long.MAX_VALUE));
        return identity(Kind.SESSION, sha256);
    }

    private static Identity identity(Kind kind, String sha256) {
        return new Identity(ADA, Authority.MEMBER, new TokenId(kind, sha256, Long.MAX_VALUE).toString());
    }

    private void lookBack(Duration back) {
        watch.look(time.wallMillis() - back.toMillis());
    }

    @Test
    void a_look_hears_of_one_token_once() {
        accounts.revokeToken("first");
        lookBack(Duration.ofSeconds(10));
        lookBack(Duration.ofSeconds(10));

        assertThat(ended).containsExactly(first);
    }

    @Test
    void all_of_a_user_is_what_there_was_then() {
        accounts.revokeToken("second");
        accounts.revokeTokensOf(ADA);
        Identity _ = login("second");
        lookBack(Duration.ofSeconds(10));
        ended.clear();
        lookBack(Duration.ofSeconds(10));
        assertThat(ended).isEmpty();

        accounts.createToken(new AccountStore.Token("third", ADA, "", 0, Long.MAX_VALUE));
        assertThat(revocations.ofToken(identity(Kind.SESSION, "third"))).isFalse();
        assertThat(revocations.ofUser(identity(Kind.SESSION, "third"))).isFalse();
    }

    @Test
    void disabling_an_account_ends_what_came_by_whatever_token() {
        accounts.create(new Account(ADA, "Ada", false, false, 0), null);
        accounts.update(ADA, new AccountChange(null, null, true));
        lookBack(Duration.ofSeconds(10));

        assertThat(ended).containsExactlyInAnyOrder(first, second, signed);
    }

    @Test
    void what_was_revoked_before_the_first_look_is_known_while_tickets_live() {
        accounts.revokeToken("first");
        time.advance(ResumeTickets.LIFETIME);
        var other = new Revocations();
        RevocationWatch.begin(store, other);

        assertThat(other.ofToken(first)).isTrue();
        assertThat(other.ofToken(second)).isFalse();
    }

    @Test
    void looks_at_page_after_page() {
        for (int i = 0; i < 2 * RevocationWatch.MAX_A_QUERY; i++) {
            Identity _ = login("token" + i);
            accounts.revokeToken("token" + i);
        }
        time.advance(Duration.ofMillis(1));
        accounts.revokeToken("second");
        lookBack(Duration.ofSeconds(10));

        assertThat(ended).containsExactly(second);
    }

    @Test
    void a_day_later_it_is_forgotten() {
        accounts.revokeToken("first");
        time.advance(Duration.ofHours(23));
        watch.forgetOld();
        assertThat(accounts.revokedSince(0, null, 10)).hasSize(1);

        time.advance(Duration.ofHours(2));
        watch.forgetOld();
        assertThat(accounts.revokedSince(0, null, 10)).isEmpty();
    }
}
