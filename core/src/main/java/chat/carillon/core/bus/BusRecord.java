package chat.carillon.core.bus;

import chat.carillon.model.ConversationId;

/// What travels on the bus. Carries the frame already encoded: an entry is encoded once in the whole cluster.
public sealed interface BusRecord {

    /// An entry was appended.
    ///
    /// @param changesMembership whether receivers must look into the entry to learn who is a member
    /// @param frame the JSON of the `entry` frame, UTF-8; shared, must not be changed
    record Appended(ConversationId conversation, long seq, long ordinal, boolean changesMembership, byte[] frame)
            implements BusRecord {}

    /// Something ephemeral for the members of a conversation, such as typing.
    ///
    /// @param frame the JSON of a server frame, UTF-8; shared, must not be changed
    record Ephemeral(ConversationId conversation, byte[] frame) implements BusRecord {}

    /// A node is alive, and the bus carries what it says.
    record Beat(String node, long counter) implements BusRecord {}
}
