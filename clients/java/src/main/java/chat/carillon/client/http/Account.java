package chat.carillon.client.http;

import chat.carillon.model.UserId;

/// A user's account.
public record Account(UserId user, String displayName, boolean administrator, boolean disabled, long createdAtMillis) {}
