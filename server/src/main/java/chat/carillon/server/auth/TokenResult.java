package chat.carillon.server.auth;

import chat.carillon.core.session.Identities.Identity;

/// What a token is good for.
public sealed interface TokenResult {

    record Accepted(Identity identity) implements TokenResult {}

    /// @param reason for the developer of a client; reveals nothing secret
    record Rejected(String reason) implements TokenResult {}
}
