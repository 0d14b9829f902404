package chat.carillon.core.people;

import chat.carillon.model.UserId;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The profiles of users. Thread-safe.
public interface ProfileStore {

    /// Of these users those who have told anything, in one query.
    Map<UserId, Profile> find(Collection<UserId> users);

    /// Keeps what a user says of themselves; null leaves what was said before, an empty text takes it away.
    void describe(UserId user, @Nullable String title, @Nullable String timeZone);

    /// Keeps a picture instead of the one before; null: none any more.
    void show(UserId user, @Nullable Avatar avatar);

    /// The user's picture, if it still is the one with this hash.
    Optional<Avatar> avatar(UserId user, String hash);
}
