package chat.carillon.core.bus;

import chat.carillon.model.ConversationId;
import chat.carillon.model.Entry;
import chat.carillon.model.SessionId;
import chat.carillon.model.UserId;
import chat.carillon.protocol.ServerFrame.PresenceNotice;
import chat.carillon.protocol.codec.FrameCodec;
import java.util.List;

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
            implements OfConversation {

        /// The record by which an entry travels: encoded here, once in the whole cluster.
        ///
        /// @param memberCount members after it
        public static Appended of(Entry entry, int memberCount) {
            return new Appended(
                    entry.conversation(),
                    entry.seq(),
                    entry.ordinal(),
                    entry.body().changesMembership(),
                    memberCount,
                    FrameCodec.encodeLive(entry));
        }
    }

    /// Something ephemeral for the members of a conversation, such as typing.
    record Ephemeral(ConversationId conversation, byte[] frame) implements OfConversation {}

    /// What all nodes are told.
    sealed interface Told extends BusRecord {}

    /// What all nodes are told of users.
    sealed interface OfUsers extends Told {}

    /// What nodes ask each other for those who run them.
    sealed interface OfOperator extends Told {}

    /// A question for all nodes, or for the one that it names.
    ///
    /// @param question number that the asker gave it
    /// @param what a JSON object, UTF-8; must not be changed
    record NodesAsked(long question, byte[] what) implements OfOperator {}

    /// What one node answers.
    ///
    /// @param asker name and incarnation of the node that asked
    /// @param answer a JSON object, UTF-8; must not be changed
    record NodeAnswered(String asker, long question, byte[] answer) implements OfOperator {}

    /// A user has too many sessions: whichever node has these ends them.
    record Displaced(UserId user, List<SessionId> sessions) implements OfUsers {
        public Displaced {
            sessions = List.copyOf(sessions);
        }
    }

    /// Something for all sessions of a user, on whichever node they are.
    ///
    /// @param frame the JSON of a server frame, UTF-8; must not be changed
    record ForUser(UserId user, byte[] frame) implements OfUsers {}

    /// What a node's users are seen as there now, and of whom it would like to know what they are elsewhere.
    ///
    /// @param seen users of the node that speaks
    /// @param asked users of any node; who has them answers with what it sees
    /// @param counts how many of its users are there in conversations that other nodes asked for
    /// @param askedCounts conversations somebody looks at; who has members of them counts those for a while
    record Presence(List<PresenceNotice> seen, List<UserId> asked, List<Count> counts, List<ConversationId> askedCounts)
            implements OfUsers {
        public Presence {
            seen = List.copyOf(seen);
            asked = List.copyOf(asked);
            counts = List.copyOf(counts);
            askedCounts = List.copyOf(askedCounts);
        }

        /// Of users only.
        public Presence(List<PresenceNotice> seen, List<UserId> asked) {
            this(seen, asked, List.of(), List.of());
        }

        public boolean isEmpty() {
            return seen.isEmpty() && asked.isEmpty() && counts.isEmpty() && askedCounts.isEmpty();
        }

        /// @param online users that this node, and no other, counts
        public record Count(ConversationId conversation, int online) {}
    }

    /// A node is alive, and the bus carries what it says.
    ///
    /// @param counter grows by one from beat to beat
    record Beat(String node, long counter) implements BusRecord {}
}
