package chat.carillon.client.http;

import chat.carillon.model.UserId;

/// A user's account.
public record Account(UserId user, String displayName, boolean administrator, boolean disabled, long createdAtMillis) {

    /// What makes an account, without its secret.
    ///
    /// @param id what it is withdrawn by
    /// @param by who made it
    public record Invitation(String id, UserId by, long createdAtMillis, long expiresAtMillis) {}
}
