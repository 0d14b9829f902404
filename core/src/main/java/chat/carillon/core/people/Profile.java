package chat.carillon.core.people;

import org.jspecify.annotations.Nullable;

/// What a user tells besides a name.
///
/// @param title what they are here; null: not told
/// @param timeZone as IANA names it; null: not told
/// @param avatar hash of their picture; null: none
public record Profile(
        @Nullable String title,
        @Nullable String timeZone,
        @Nullable String avatar) {
    public static final Profile NONE = new Profile(null, null, null);
}
