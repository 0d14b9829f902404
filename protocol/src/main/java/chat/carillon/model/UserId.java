package chat.carillon.model;

import java.util.Locale;

/// A user's name in the protocol: 1 to 64 letters, digits, `.`, `_` or `-`.
///
/// Case does not distinguish users: every spelling folds to lower case, so nobody can pose as another
/// by a capital letter. How a person wants to be shown is the account's display name.
public record UserId(String value) implements Comparable<UserId> {
    public static final int MAX_LENGTH = 64;

    public UserId {
        if (value.isEmpty() || value.length() > MAX_LENGTH || !wellFormed(value)) {
            throw new InvalidValueException("user: '%s' (expected: 1 to %d letters, digits, '.', '_' or '-')"
                    .formatted(Text.excerpt(value), MAX_LENGTH));
        }
        value = value.toLowerCase(Locale.ROOT);
    }

    private static boolean wellFormed(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean allowed = c >= 'a' && c <= 'z'
                    || c >= 'A' && c <= 'Z'
                    || c >= '0' && c <= '9'
                    || c == '.'
                    || c == '_'
                    || c == '-';
            if (!allowed) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int compareTo(UserId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
