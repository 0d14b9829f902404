package chat.carillon.core.push.plan;

import chat.carillon.model.WireName;

/// What became of telling a user of a message, in the order in which it is judged.
public enum Fate implements WireName {
    /// The message was gone before anyone was told.
    DELETED,
    /// The user does not want to be told of such messages.
    UNWANTED,
    /// The user had read it.
    READ,
    /// The user was at a device that had it.
    SEEN,
    /// The user muted the conversation.
    MUTED,
    /// The user is not to be disturbed at this time.
    QUIET,
    /// No device of the user can be woken.
    NO_DEVICE,
    /// Every device that could be woken had it, or is younger than the message.
    DELIVERED,
    /// A push was sent, or is about to be.
    PUSHED
}
