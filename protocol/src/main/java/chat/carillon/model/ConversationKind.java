package chat.carillon.model;

/// What a conversation is for; the kind never changes.
public enum ConversationKind implements WireName {
    /// Two users (or one with itself); exists once for a pair, has no name, nobody joins or leaves.
    DIRECT,
    /// A few users by invitation.
    GROUP,
    /// A named place that anyone with an account may find and join, unless its settings say otherwise.
    CHANNEL
}
