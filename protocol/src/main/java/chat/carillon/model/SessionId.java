package chat.carillon.model;

/// One attachment of a device to a node, given by the node.
public record SessionId(String value) implements Comparable<SessionId> {
    public static final int MAX_LENGTH = 64;

    public SessionId {
        Token.check("session", value, MAX_LENGTH);
    }

    @Override
    public int compareTo(SessionId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
