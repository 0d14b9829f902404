package chat.carillon.server.auth.jwt;

import chat.carillon.model.UserId;
import org.jspecify.annotations.Nullable;

/// What a signed token says.
public sealed interface JwtResult {

    /// It is good.
    ///
    /// @param name how the user wants to be shown, where the token says so
    record Verified(UserId user, @Nullable String name, boolean administrator, long expiresAtMillis)
            implements JwtResult {}

    /// It is not; the reason is for the application's developer and reveals nothing secret.
    record Rejected(String reason) implements JwtResult {}
}
