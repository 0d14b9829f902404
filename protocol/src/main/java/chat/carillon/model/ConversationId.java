package chat.carillon.model;

/// The opaque name of a conversation, given by the server: 1 to 64 visible ASCII characters.
public record ConversationId(String value) implements Comparable<ConversationId> {
    public static final int MAX_LENGTH = 64;

    public ConversationId {
        Token.check("conversation", value, MAX_LENGTH);
    }

    @Override
    public int compareTo(ConversationId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
