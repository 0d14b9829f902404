package chat.carillon.server.account;

import chat.carillon.core.log.Authority;
import chat.carillon.core.people.Avatar;
import chat.carillon.core.people.Profile;
import chat.carillon.core.people.ProfileStore;
import chat.carillon.core.session.Identities.Identity;
import chat.carillon.core.store.AccountStore;
import chat.carillon.core.store.AccountStore.Account;
import chat.carillon.model.InvalidValueException;
import chat.carillon.model.Text;
import chat.carillon.model.UserId;
import chat.carillon.protocol.ErrorCode;
import chat.carillon.protocol.Limits;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Accounts as others see them: with what their users tell of themselves, and their pictures. Thread-safe, blocks.
public final class People {
    private final AccountStore accounts;
    private final ProfileStore profiles;

    public People(AccountStore accounts, ProfileStore profiles) {
        this.accounts = accounts;
        this.profiles = profiles;
    }

    /// Somebody.
    public record Person(Account account, Profile profile) {}

    /// What users want to say of themselves; null leaves it as it is, an empty text takes it away.
    public record Told(@Nullable String title, @Nullable String timeZone) {
        public Told {
            if (title != null) {
                Text.checked("title", title, Limits.MAX_NAME_CHARS);
                title = title.isBlank() ? "" : title;
            }
            if (timeZone != null
                    && !timeZone.isEmpty()
                    && !ZoneId.getAvailableZoneIds().contains(timeZone)) {
                throw new InvalidValueException(
                        "timeZone: '%s' (expected: a name such as Europe/Berlin)".formatted(Text.excerpt(timeZone)));
            }
        }

        boolean nothing() {
            return title == null && timeZone == null;
        }
    }

    public Optional<Person> find(UserId user) {
        return accounts.find(user).map(this::of);
    }

    public Person of(Account account) {
        return of(List.of(account)).getFirst();
    }

    /// In the order of their names.
    public List<Person> list(@Nullable String query, @Nullable UserId afterUser, int limit) {
        return of(accounts.list(query, afterUser, limit));
    }

    /// Those of these users who have an account, in the order of their names.
    public List<Person> find(Collection<UserId> users) {
        return of(accounts.find(users));
    }

    private List<Person> of(List<Account> found) {
        Map<UserId, Profile> told =
                profiles.find(found.stream().map(Account::user).toList());
        return found.stream()
                .map(account -> new Person(account, told.getOrDefault(account.user(), Profile.NONE)))
                .toList();
    }

    /// Keeps what a user says; whoever calls has made sure that they may.
    public void tell(UserId user, Told told) {
        if (!told.nothing()) {
            profiles.describe(user, told.title(), told.timeZone());
        }
    }

    /// Gives somebody a picture, or takes it away: oneself, and administrators anyone.
    ///
    /// @param image its bytes; null: none
    public Outcome<Person> show(Identity by, UserId user, byte @Nullable [] image) {
        if (!by.user().equals(user) && by.authority() != Authority.ADMINISTRATOR) {
            return new Outcome.Refused<>(ErrorCode.FORBIDDEN, "only administrators change the pictures of others");
        }
        Optional<Account> account = accounts.find(user);
        if (account.isEmpty()) {
            return new Outcome.Refused<>(ErrorCode.NO_SUCH_USER, "there is no user " + user);
        }
        profiles.show(user, image == null ? null : Avatar.of(image));
        return new Outcome.Done<>(of(account.get()));
    }

    /// The user's picture, if it still is this one.
    public Optional<Avatar> avatar(UserId user, String hash) {
        return profiles.avatar(user, hash);
    }
}
