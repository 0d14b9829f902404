package chat.carillon.loadtest.step;

/// Who must have a message before it counts as delivered.
public enum Audience {
    /// Every member of the swarm: all are in one conversation.
    EVERYONE,
    /// The other one of a direct conversation of the members 2i and 2i + 1.
    PEER,
    /// Nobody: `sent` is enough.
    NOBODY
}
