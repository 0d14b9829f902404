package chat.carillon.core.routing;

import chat.carillon.core.log.Member;
import chat.carillon.core.store.ConversationStore;
import chat.carillon.model.ConversationId;
import chat.carillon.model.UserId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Who is in the small conversations that were written to last. What is kept is right for one membershipSeq, so it
/// needs no invalidation: an entry of another one asks the store again. Confined to the route's worker.
final class MemberCache {
    /// Of about a kilobyte each.
    private static final int MAX_CONVERSATIONS = 20_000;

    private static final long ANY = -1;

    private final ConversationStore store;
    private final int maxMembers;
    private final Map<ConversationId, Members> kept = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ConversationId, Members> eldest) {
            return size() > MAX_CONVERSATIONS;
        }
    };

    private record Members(long membershipSeq, List<UserId> users) {}

    /// @param maxMembers of a conversation that is small
    MemberCache(ConversationStore store, int maxMembers) {
        this.store = store;
        this.maxMembers = maxMembers;
    }

    /// The members as of `membershipSeq`, or of a little later. Blocks if they are not known.
    ///
    /// @throws chat.carillon.core.store.StoreUnavailableException if the store could not say
    List<UserId> at(ConversationId conversation, long membershipSeq) {
        return members(conversation, membershipSeq).users();
    }

    /// The members as they were known last, or null if there are too many. Blocks if they are not known.
    @Nullable
    List<UserId> lately(ConversationId conversation) {
        List<UserId> users = members(conversation, ANY).users();
        return users.size() > maxMembers ? null : users;
    }

    private Members members(ConversationId conversation, long membershipSeq) {
        Members known = kept.get(conversation);
        if (known == null || (membershipSeq != ANY && known.membershipSeq() != membershipSeq)) {
            // One more than is small, to tell.
            List<UserId> users = store.members(conversation, null, maxMembers + 1).stream()
                    .map(Member::user)
                    .toList();
            known = new Members(membershipSeq, users);
            kept.put(conversation, known);
        }
        return known;
    }
}
