package chat.carillon.core.testing;

import chat.carillon.core.log.Conversation;
import chat.carillon.core.log.CreateResult;
import chat.carillon.core.log.Member;
import chat.carillon.core.log.Membership;
import chat.carillon.core.log.NewConversation;
import chat.carillon.core.store.ConversationStore;
import chat.carillon.core.store.StoreUnavailableException;
import chat.carillon.model.ConversationId;
import chat.carillon.model.DeviceId;
import chat.carillon.model.UserId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Memberships and markers as a test says.
public final class ScriptedMembers implements ConversationStore {
    /// Whom each lookup asked for.
    public final List<List<UserId>> lookups = new ArrayList<>();

    /// Markers as they were written, flush by flush.
    public final List<List<Marker>> marks = new ArrayList<>();

    public final Map<UserId, List<Membership>> memberships = new HashMap<>();

    /// Of every conversation.
    public List<Member> members = List.of();

    /// In the order of their times.
    public List<Joined> joined = List.of();

    public int memberQueries;
    public boolean unavailable;

    /// Whether writing markers ends in a defect.
    public boolean defective;

    private Runnable duringLookup = () -> {};

    /// What happens while memberships are looked up, before they are read.
    public void duringLookup(Runnable hook) {
        duringLookup = hook;
    }

    @Override
    public Map<UserId, List<Membership>> membershipsOf(Collection<UserId> users) {
        lookups.add(List.copyOf(users));
        duringLookup.run();
        if (unavailable) {
            throw new StoreUnavailableException("the test says so", null);
        }
        var found = new HashMap<UserId, List<Membership>>();
        users.forEach(user -> found.put(user, memberships.getOrDefault(user, List.of())));
        return found;
    }

    @Override
    public void mark(Collection<Marker> markers) {
        if (unavailable) {
            throw new StoreUnavailableException("the test says so", null);
        }
        if (defective) {
            throw new IllegalStateException("the test says so");
        }
        marks.add(List.copyOf(markers));
    }

    @Override
    public CreateResult create(NewConversation conversation) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Conversation> find(ConversationId conversation) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Member> member(ConversationId conversation, UserId user) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Member> members(ConversationId conversation, @Nullable UserId afterUser, int limit) {
        memberQueries++;
        if (unavailable) {
            throw new StoreUnavailableException("the test says so", null);
        }
        return members.stream().limit(limit).toList();
    }

    @Override
    public List<UserId> activeAmong(ConversationId conversation, Collection<UserId> users) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Joined> joinedSince(long sinceMillis, @Nullable Joined after, int limit) {
        return joined.stream()
                .skip(after == null ? 0 : joined.indexOf(after) + 1)
                .filter(one -> one.atMillis() >= sinceMillis)
                .limit(limit)
                .toList();
    }

    @Override
    public List<Conversation> openChannels(@Nullable String query, @Nullable ConversationId after, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Map<ConversationId, Long> cursors(UserId user, DeviceId device) {
        throw new UnsupportedOperationException();
    }
}
