package chat.carillon.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.store.AccountStore;
import chat.carillon.core.store.AccountStore.Account;
import chat.carillon.core.store.AccountStore.AccountChange;
import chat.carillon.core.store.AccountStore.Revocation;
import chat.carillon.core.store.AccountStore.Token;
import chat.carillon.model.UserId;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What [AccountStore] promises.
interface AccountContract {
    StoreWorld world();

    private AccountStore accounts() {
        return world().store().accounts();
    }

    private static UserId user(String name) {
        return new UserId(name);
    }

    private static Account account(String name, boolean administrator, boolean disabled) {
        return new Account(user(name), name + " Ü", administrator, disabled, 1_000);
    }

    private static Token token(String sha256, String name, long expiresAtMillis) {
        return new Token(sha256, user(name), "label of " + sha256, 1_000, expiresAtMillis);
    }

    @Test
    default void an_account_is_made_once() {
        assertThat(accounts().create(account("ann", false, false), "hash")).isTrue();
        assertThat(accounts().create(account("ann", true, false), "other")).isFalse();
        assertThat(accounts().find(user("ann"))).contains(account("ann", false, false));
        assertThat(accounts().find(user("ANN"))).isPresent();
        assertThat(accounts().passwordHash(user("ann"))).contains("hash");
        assertThat(accounts().find(user("bob"))).isEmpty();
        assertThat(accounts().passwordHash(user("bob"))).isEmpty();
        assertThat(accounts().anyAdministrator()).isFalse();
    }

    @Test
    default void an_account_without_a_password_has_none() {
        accounts().create(account("ann", true, false), null);

        assertThat(accounts().passwordHash(user("ann"))).isEmpty();
        assertThat(accounts().anyAdministrator()).isTrue();
    }

    @Test
    default void users_exist_unless_they_are_disabled() {
        accounts().create(account("ann", false, false), null);
        accounts().create(account("bob", false, true), null);

        assertThat(accounts().existing(List.of(user("ann"), user("bob"), user("cat"))))
                .containsExactly(user("ann"));
        assertThat(accounts().existing(List.of())).isEmpty();
        assertThat(accounts().existing(world().crowd("user", 2_000))).hasSize(2_000);
    }

    @Test
    default void many_accounts_are_found_at_once() {
        accounts().create(account("bob", false, true), null);
        accounts().create(account("ann", false, false), null);

        assertThat(accounts().find(List.of(user("bob"), user("cat"), user("ann"), user("bob"))))
                .containsExactly(account("ann", false, false), account("bob", false, true));
        assertThat(accounts().find(List.of())).isEmpty();
        assertThat(accounts().find(world().crowd("user", 1_500))).hasSize(1_500);
    }

    @Test
    default void accounts_are_listed_by_name_and_page_by_page() {
        for (String name : List.of("zoe", "ann", "bob", "mia")) {
            accounts().create(account(name, false, false), null);
        }
        accounts().create(new Account(user("u1"), "Anna KARENINA", false, true, 1_000), null);

        assertThat(names(null, null, 3)).containsExactly("ann", "bob", "mia");
        assertThat(names(null, "mia", 3)).containsExactly("u1", "zoe");
        assertThat(names("ANN", null, 10)).containsExactly("ann", "u1");
        assertThat(names("karen", null, 10)).containsExactly("u1");
        assertThat(names("%", null, 10)).isEmpty();
    }

    private List<String> names(@Nullable String query, @Nullable String after, int limit) {
        return accounts().list(query, after == null ? null : user(after), limit).stream()
                .map(account -> account.user().value())
                .toList();
    }

    @Test
    default void a_new_password_revokes_all_tokens() {
        accounts().create(account("ann", false, false), "old");
        accounts().create(account("bob", false, false), "old");
        accounts().createToken(token("a1", "ann", 5_000));
        accounts().createToken(token("b1", "bob", 5_000));

        accounts().setPasswordHash(user("ann"), "new");

        assertThat(accounts().passwordHash(user("ann"))).contains("new");
        assertThat(accounts().tokensOf(user("ann"))).isEmpty();
        assertThat(accounts().tokensOf(user("bob"))).hasSize(1);
        accounts().setPasswordHash(user("ann"), null);
        assertThat(accounts().passwordHash(user("ann"))).isEmpty();
    }

    @Test
    default void disabling_an_account_revokes_its_tokens() {
        accounts().create(account("ann", true, false), "hash");
        accounts().createToken(token("a1", "ann", 5_000));

        accounts().update(user("ann"), new AccountChange("Ann B.", true, false));
        assertThat(accounts().tokensOf(user("ann"))).hasSize(1);
        assertThat(accounts().find(user("ann"))).contains(new Account(user("ann"), "Ann B.", true, false, 1_000));

        accounts().update(user("ann"), new AccountChange("Ann B.", true, true));
        assertThat(accounts().tokensOf(user("ann"))).isEmpty();
        assertThat(accounts().anyAdministrator()).isFalse();
        assertThat(accounts().find(user("ann"))).map(Account::disabled).contains(true);
    }

    @Test
    default void what_is_not_given_stays_as_it_is() {
        accounts().create(account("ann", true, false), "hash");

        accounts().update(user("ann"), new AccountChange(null, null, true));
        accounts().update(user("ann"), new AccountChange("Änne", null, null));
        accounts().update(user("ann"), new AccountChange(null, false, null));

        assertThat(accounts().find(user("ann"))).contains(new Account(user("ann"), "Änne", false, true, 1_000));
        assertThat(accounts().list("änne", null, 10)).hasSize(1);
    }

    @Test
    default void changing_what_does_not_exist_changes_nothing() {
        accounts().update(user("nobody"), new AccountChange(null, true, false));
        accounts().setPasswordHash(user("nobody"), "hash");

        assertThat(accounts().find(user("nobody"))).isEmpty();
        assertThat(accounts().passwordHash(user("nobody"))).isEmpty();
    }

    @Test
    default void tokens_are_found_until_they_are_revoked() {
        accounts().create(account("ann", false, false), null);
        accounts().createToken(token("a1", "ann", 5_000));
        accounts().createToken(token("a2", "ann", 6_000));

        assertThat(accounts().token("a1")).contains(token("a1", "ann", 5_000));
        assertThat(accounts().token("none")).isEmpty();
        assertThat(accounts().tokensOf(user("ann")))
                .containsExactlyInAnyOrder(token("a1", "ann", 5_000), token("a2", "ann", 6_000));
        assertThat(accounts().revokeToken("a1")).isTrue();
        assertThat(accounts().revokeToken("a1")).isFalse();
        assertThat(accounts().token("a1")).isEmpty();
        accounts().createToken(token("a3", "ann", 7_000));
        assertThat(accounts().revokeTokensOf(user("ann"))).isEqualTo(2);
        assertThat(accounts().revokeTokensOf(user("ann"))).isZero();
    }

    @Test
    default void tokens_of_all_users_are_found_by_label() {
        accounts().create(account("ann", false, false), null);
        accounts().create(account("bob", false, false), null);
        var first = new Token("f", user("ann"), "invitation", 1_000, 9_000);
        var second = new Token("s", user("bob"), "invitation", 2_000, 9_000);
        var expired = new Token("e", user("bob"), "invitation", 2_000, 5_000);
        for (Token token : List.of(second, first, expired, token("a1", "ann", 9_000))) {
            accounts().createToken(token);
        }

        assertThat(accounts().tokensLabelled("invitation", 5_000, 10)).containsExactly(second, first);
        assertThat(accounts().tokensLabelled("invitation", 5_000, 1)).containsExactly(second);
        assertThat(accounts().tokensLabelled("nothing", 5_000, 10)).isEmpty();
    }

    @Test
    default void expired_tokens_are_deleted() {
        accounts().create(account("ann", false, false), null);
        accounts().createToken(token("a1", "ann", 4_999));
        accounts().createToken(token("a2", "ann", 5_000));

        accounts().deleteTokensExpiredBefore(5_000);

        assertThat(accounts().tokensOf(user("ann"))).containsExactly(token("a2", "ann", 5_000));
    }

    @Test
    default void what_was_revoked_is_listed_by_when() {
        long start = revokeSome();

        var password = List.of(revocation("bob", null, start), revocation("bob", "b1", start));
        var one = revocation("ann", "a1", start + 1_000);
        var all = List.of(revocation("ann", null, start + 2_000), revocation("ann", "a2", start + 2_000));
        var disabled = List.of(revocation("cat", null, start + 3_000), revocation("cat", "c1", start + 3_000));
        assertThat(accounts().revokedSince(start, null, 10))
                .containsExactlyElementsOf(Stream.of(password, List.of(one), all, disabled)
                        .flatMap(List::stream)
                        .toList());
        assertThat(accounts().revokedSince(start + 1, null, 2)).containsExactly(one, all.getFirst());
        assertThat(accounts().revokedSince(start, one, 1)).containsExactly(all.getFirst());
        assertThat(accounts().revokedSince(start, all.getFirst(), 1)).containsExactly(all.getLast());
        assertThat(accounts().revokedSince(start, disabled.getLast(), 10)).isEmpty();

        accounts().deleteRevocationsBefore(start + 2_000);
        assertThat(accounts().revokedSince(0, null, 3)).containsExactly(all.get(0), all.get(1), disabled.get(0));
    }

    /// By each way that there is, a second apart.
    private long revokeSome() {
        for (String name : List.of("ann", "bob", "cat")) {
            accounts().create(account(name, false, false), "hash");
        }
        accounts().createToken(token("a1", "ann", 5_000));
        accounts().createToken(token("a2", "ann", 6_000));
        accounts().createToken(token("b1", "bob", 5_000));
        accounts().createToken(token("c1", "cat", 5_000));
        long start = world().time().wallMillis();
        accounts().setPasswordHash(user("bob"), "new");
        world().time().advance(Duration.ofSeconds(1));
        accounts().revokeToken("a1");
        accounts().revokeToken("none");
        world().time().advance(Duration.ofSeconds(1));
        accounts().revokeTokensOf(user("ann"));
        accounts().createToken(token("a3", "ann", 6_000));
        world().time().advance(Duration.ofSeconds(1));
        accounts().update(user("cat"), new AccountChange(null, false, true));
        accounts().update(user("bob"), new AccountChange(null, true, false));
        return start;
    }

    private static Revocation revocation(String name, @Nullable String sha256, long atMillis) {
        return new Revocation(user(name), sha256, atMillis);
    }

    @Test
    default void revoking_all_twice_at_once_is_noted_once() {
        accounts().create(account("ann", false, false), "hash");
        accounts().createToken(token("a1", "ann", 5_000));
        accounts().revokeTokensOf(user("ann"));
        accounts().revokeTokensOf(user("ann"));

        assertThat(accounts().revokedSince(world().time().wallMillis(), null, 10))
                .extracting(Revocation::sha256)
                .containsExactly(null, "a1");
    }

    @Test
    default void a_secret_is_what_it_was_first() {
        byte[] first = accounts().secret("tickets", new byte[] {1, 2, 3, -1, 0});

        assertThat(first).containsExactly(1, 2, 3, -1, 0);
        assertThat(accounts().secret("tickets", new byte[] {9})).containsExactly(1, 2, 3, -1, 0);
        assertThat(accounts().secret("other", new byte[] {9})).containsExactly(9);
    }
}
