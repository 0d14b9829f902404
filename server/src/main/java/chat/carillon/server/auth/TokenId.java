package chat.carillon.server.auth;

import java.util.Optional;

/// Names a token without being it; travels in identities and in resume tickets.
///
/// @param sha256 of the token, in hexadecimal
/// @param expiresAtMillis when the token, and with it every session and ticket made from it, ends
public record TokenId(Kind kind, String sha256, long expiresAtMillis) {

    public enum Kind {
        /// A login, kept in the store.
        SESSION,
        /// Signed by an application; nobody can revoke it before it expires.
        JWT,
        /// The file `operator.token`.
        OPERATOR
    }

    public static Optional<TokenId> parse(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            return Optional.of(new TokenId(Kind.valueOf(parts[0]), parts[1], Long.parseLong(parts[2])));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return kind + "." + sha256 + "." + expiresAtMillis;
    }
}
