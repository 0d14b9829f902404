package chat.carillon.server.auth;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.log.Authority;
import chat.carillon.core.session.Identities.Identity;
import chat.carillon.model.UserId;
import chat.carillon.server.ManualTime;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BelievedTokensTest {
    private static final UserId ADA = new UserId("ada");
    private static final UserId BOB = new UserId("bob");
    private static final int MANY = 20_000;

    private final ManualTime time = new ManualTime();
    private final BelievedTokens believed = new BelievedTokens(time);

    @Test
    void a_token_is_believed_until_something_of_its_user_is_revoked() {
        believe("a", ADA);
        believe("b", BOB);
        assertThat(believed.find("a")).map(Identity::user).contains(ADA);

        believed.revoked(ADA);
        assertThat(believed.find("a")).isEmpty();
        assertThat(believed.find("b")).map(Identity::user).contains(BOB);
        believe("a", ADA);
        assertThat(believed.find("a")).map(Identity::user).contains(ADA);
    }

    @Test
    void what_was_looked_up_across_a_revocation_is_not_believed() {
        long before = believed.lastRevocation();
        believed.revoked(ADA);
        believed.believe("a", identity(ADA, "a"), before);
        believed.believe("b", identity(BOB, "b"), before);

        assertThat(believed.find("a")).isEmpty();
        assertThat(believed.find("b")).isPresent();
    }

    @Test
    void no_token_is_believed_longer_than_it_is_valid() {
        believe("a", ADA);
        time.advance(Duration.ofHours(1));
        assertThat(believed.find("a")).isEmpty();
    }

    /// In time of this thread, so that other load does not matter. Going through what is believed takes ten seconds and
    /// more.
    @Test
    void a_revocation_costs_the_same_however_many_tokens_are_believed() {
        for (int i = 0; i < MANY; i++) {
            believe("token" + i, new UserId("user" + i));
        }
        var threads = ManagementFactory.getThreadMXBean();

        long before = threads.getCurrentThreadCpuTime();
        for (int i = 0; i < MANY; i++) {
            believed.revoked(new UserId("user" + i));
        }
        assertThat(Duration.ofNanos(threads.getCurrentThreadCpuTime() - before)).isLessThan(Duration.ofSeconds(1));
        assertThat(believed.find("token0")).isEmpty();
    }

    private void believe(String token, UserId user) {
        believed.believe(token, identity(user, token), believed.lastRevocation());
    }

    private Identity identity(UserId user, String sha256) {
        long expiresAtMillis = time.wallMillis() + Duration.ofHours(1).toMillis();
        String id = new TokenId(TokenId.Kind.SESSION, sha256, expiresAtMillis).toString();
        return new Identity(user, Authority.MEMBER, id);
    }
}
