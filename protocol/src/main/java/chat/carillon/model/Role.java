package chat.carillon.model;

/// What a member may do beyond reading and posting.
public enum Role implements WireName {
    MEMBER,
    /// May delete others' messages, remove members, change name and topic.
    MODERATOR,
    /// May do everything, roles and settings included. Whoever makes a conversation owns it.
    OWNER;

    public boolean atLeast(Role other) {
        return compareTo(other) >= 0;
    }
}
