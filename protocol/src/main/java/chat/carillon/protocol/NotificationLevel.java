package chat.carillon.protocol;

import chat.carillon.model.WireName;

/// Which messages of others a user wants to be told of while away.
public enum NotificationLevel implements WireName {
    /// Every message.
    ALL,
    /// Messages that mean the user: by name, by a mention of everyone, or in a thread that the user
    /// wrote in.
    MENTIONS,
    /// No message, not even one that means the user.
    NONE
}
