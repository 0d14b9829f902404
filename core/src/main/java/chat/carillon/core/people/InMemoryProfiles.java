package chat.carillon.core.people;

import chat.carillon.model.UserId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// [ProfileStore] in memory. Thread-safe.
public final class InMemoryProfiles implements ProfileStore {
    private final Map<UserId, Profile> profiles = new ConcurrentHashMap<>();
    private final Map<UserId, Avatar> avatars = new ConcurrentHashMap<>();

    @Override
    public Map<UserId, Profile> find(Collection<UserId> users) {
        var found = new HashMap<UserId, Profile>();
        for (UserId user : users) {
            Profile told = profiles.getOrDefault(user, Profile.NONE);
            Avatar avatar = avatars.get(user);
            var profile = new Profile(told.title(), told.timeZone(), avatar == null ? null : avatar.hash());
            if (!profile.equals(Profile.NONE)) {
                found.put(user, profile);
            }
        }
        return found;
    }

    @Override
    public void describe(UserId user, @Nullable String title, @Nullable String timeZone) {
        profiles.compute(user, (_, told) -> {
            Profile before = told == null ? Profile.NONE : told;
            return new Profile(next(title, before.title()), next(timeZone, before.timeZone()), null);
        });
    }

    private static @Nullable String next(@Nullable String wanted, @Nullable String before) {
        if (wanted == null) {
            return before;
        }
        return wanted.isEmpty() ? null : wanted;
    }

    @Override
    public void show(UserId user, @Nullable Avatar avatar) {
        if (avatar == null) {
            avatars.remove(user);
        } else {
            avatars.put(user, avatar);
        }
    }

    @Override
    public Optional<Avatar> avatar(UserId user, String hash) {
        return Optional.ofNullable(avatars.get(user))
                .filter(avatar -> avatar.hash().equals(hash));
    }
}
