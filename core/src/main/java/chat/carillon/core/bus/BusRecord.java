package chat.carillon.core.bus;

import chat.carillon.model.ConversationId;

/// What travels on the bus. Carries the frame already encoded: an entry is encoded once in the whole cluster.
public sealed interface BusRecord {

    /// What feeds are told.
    sealed interface OfConversation extends BusRecord {
        ConversationId conversation();

        /// The JSON of a server frame, UTF-8; shared, must not be changed.
        byte[] frame();
    }

    /// An entry was appended.
    ///
    /// @param changesMembership whether receivers must look into the entry to learn who is a member
    /// @param memberCount members after it: whether the conversation is routed member by member or published;
    ///     0 if unknown
    /// @param frame the JSON of the `entry` frame
    record Appended(
            ConversationId conversation,
            long seq,
            long ordinal,
            boolean changesMembership,
            int memberCount,
            byte[] frame)
            implements OfConversation {}

    /// Something ephemeral for the members of a conversation, such as typing.
    record Ephemeral(ConversationId conversation, byte[] frame) implements OfConversation {}

    /// A node is alive, and the bus carries what it says.
    ///
    /// @param counter grows by one from beat to beat
    record Beat(String node, long counter) implements BusRecord {}
}
