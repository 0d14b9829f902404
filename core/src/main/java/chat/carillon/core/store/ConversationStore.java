package chat.carillon.core.store;

import chat.carillon.core.log.Conversation;
import chat.carillon.core.log.CreateResult;
import chat.carillon.core.log.Member;
import chat.carillon.core.log.Membership;
import chat.carillon.core.log.NewConversation;
import chat.carillon.model.ConversationId;
import chat.carillon.model.DeviceId;
import chat.carillon.model.UserId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Conversations, who belongs to them, and how far each has received and read.
public interface ConversationStore {

    /// Makes a conversation and, in the same transaction, the entries by which its creator (seq 1)
    /// and its first members join. Judged by [chat.carillon.core.log.plan.CreatePlanner].
    CreateResult create(NewConversation conversation);

    Optional<Conversation> find(ConversationId conversation);

    /// The user's place, also after it has left; empty if it never was a member.
    Optional<Member> member(ConversationId conversation, UserId user);

    /// Active members in the order of their names, after `afterUser` (null: from the start).
    List<Member> members(ConversationId conversation, @Nullable UserId afterUser, int limit);

    /// Which of `users` are active members.
    List<UserId> activeAmong(ConversationId conversation, Collection<UserId> users);

    /// The active memberships of many users in a bounded number of queries, however many users
    /// there are; a user without any has an empty list. Conversations with the latest change first.
    /// Each membership shows conversation and member at one moment: the user was a member when the
    /// log's head was this.
    Map<UserId, List<Membership>> membershipsOf(Collection<UserId> users);

    /// Active memberships that began at or after `sinceMillis` by the store's time
    /// ([LogStore#nowMillis]), oldest first, those after `after` (null: from the start). What did
    /// not change when a membership began, such as a new role, does not make it begin anew. The
    /// caller looks back over an overlap, because a transaction may become visible later than its
    /// time says.
    List<Joined> joinedSince(long sinceMillis, @Nullable Joined after, int limit);

    /// Channels that anyone may join, in the order of their names (case does not matter, equal
    /// names by id), those after the channel `after` (null: from the start), whose name or topic
    /// contains `query` (null: all).
    List<Conversation> openChannels(@Nullable String query, @Nullable ConversationId after, int limit);

    /// Moves markers forward, never back and never beyond the head, in one transaction; markers of
    /// those who are no active members are ignored.
    void mark(Collection<Marker> markers);

    /// What this device has acknowledged.
    Map<ConversationId, Long> cursors(UserId user, DeviceId device);

    /// A membership began.
    ///
    /// @param atMillis by the store's time
    record Joined(ConversationId conversation, UserId user, long atMillis) {}

    /// How far somebody has come.
    sealed interface Marker {
        ConversationId conversation();

        UserId user();

        long seq();

        /// The user has seen everything up to seq.
        record ReadUpTo(ConversationId conversation, UserId user, long seq) implements Marker {}

        /// The device has everything up to seq.
        ///
        /// @param attendedSeq it had everything up to here while somebody was at it; at most `seq`
        record ReceivedUpTo(ConversationId conversation, UserId user, DeviceId device, long seq, long attendedSeq)
                implements Marker {

            /// Somebody is at the device.
            public ReceivedUpTo(ConversationId conversation, UserId user, DeviceId device, long seq) {
                this(conversation, user, device, seq, seq);
            }
        }
    }
}
