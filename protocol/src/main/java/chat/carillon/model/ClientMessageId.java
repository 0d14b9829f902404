package chat.carillon.model;

/// The sender's own key of a write: the same key again is the same write, for ever and on every node.
public record ClientMessageId(String value) implements Comparable<ClientMessageId> {
    public static final int MAX_LENGTH = 64;

    public ClientMessageId {
        Token.check("clientMessageId", value, MAX_LENGTH);
    }

    @Override
    public int compareTo(ClientMessageId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
