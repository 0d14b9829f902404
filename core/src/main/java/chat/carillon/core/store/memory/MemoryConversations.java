package chat.carillon.core.store.memory;

import chat.carillon.core.log.Conversation;
import chat.carillon.core.log.CreateResult;
import chat.carillon.core.log.Member;
import chat.carillon.core.log.Membership;
import chat.carillon.core.log.NewConversation;
import chat.carillon.core.log.plan.CreatePlanner;
import chat.carillon.core.push.plan.Candidate.Ack;
import chat.carillon.core.store.ConversationStore;
import chat.carillon.core.time.Time;
import chat.carillon.model.ConversationId;
import chat.carillon.model.ConversationKind;
import chat.carillon.model.DeviceId;
import chat.carillon.model.UserId;
import chat.carillon.protocol.Limits;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// [ConversationStore] in memory.
final class MemoryConversations implements ConversationStore {
    private static final Comparator<Membership> LATEST_FIRST = Comparator.<Membership>comparingLong(
                    membership -> membership.conversation().head().changedAtMillis())
            .reversed()
            .thenComparing(membership -> membership.conversation().id());

    private static final Comparator<Joined> OLDEST_FIRST = Comparator.comparingLong(Joined::atMillis)
            .thenComparing(Joined::conversation)
            .thenComparing(Joined::user);

    private static final Comparator<Conversation> BY_NAME =
            Comparator.comparing(MemoryConversations::foldedName).thenComparing(Conversation::id);

    private final MemoryState state;
    private final Time time;
    private final CreatePlanner planner;

    MemoryConversations(MemoryState state, Time time, Limits limits) {
        this.state = state;
        this.time = time;
        planner = new CreatePlanner(limits);
    }

    @Override
    public CreateResult create(NewConversation wanted) {
        synchronized (state) {
            List<UserId> users = CreatePlanner.users(wanted);
            var context =
                    new CreatePlanner.Context(existing(wanted), state.existing(users), state.conversationCounts(users));
            CreatePlanner.Plan plan = planner.plan(wanted, context, time.wallMillis());
            if (plan.result() instanceof CreateResult.Created created) {
                write(wanted, created, plan.members());
            }
            return plan.result();
        }
    }

    private @Nullable Conversation existing(NewConversation wanted) {
        String directKey = wanted.directKey();
        ConversationId direct = directKey == null ? null : state.directs.get(directKey);
        StoredLog log = state.log(direct == null ? wanted.id() : direct);
        return log == null ? null : log.conversation;
    }

    private void write(NewConversation wanted, CreateResult.Created created, List<Member> members) {
        var log = new StoredLog(created.conversation());
        long now = created.conversation().head().changedAtMillis();
        created.entries().forEach(entry -> log.add(entry, now));
        members.forEach(member -> log.put(member, now));
        state.logs.put(wanted.id(), log);
        String directKey = wanted.directKey();
        if (directKey != null) {
            state.directs.put(directKey, wanted.id());
        }
    }

    @Override
    public Optional<Conversation> find(ConversationId conversation) {
        synchronized (state) {
            return Optional.ofNullable(state.log(conversation)).map(log -> log.conversation);
        }
    }

    @Override
    public Optional<Member> member(ConversationId conversation, UserId user) {
        synchronized (state) {
            return state.member(conversation, user);
        }
    }

    @Override
    public List<Member> members(ConversationId conversation, @Nullable UserId afterUser, int limit) {
        synchronized (state) {
            StoredLog log = state.log(conversation);
            if (log == null) {
                return List.of();
            }
            var members = afterUser == null ? log.members : log.members.tailMap(afterUser, false);
            return members.values().stream().filter(Member::active).limit(limit).toList();
        }
    }

    @Override
    public List<UserId> activeAmong(ConversationId conversation, Collection<UserId> users) {
        synchronized (state) {
            return users.stream()
                    .distinct()
                    .filter(user -> state.member(conversation, user)
                            .filter(Member::active)
                            .isPresent())
                    .toList();
        }
    }

    @Override
    public Map<UserId, List<Membership>> membershipsOf(Collection<UserId> users) {
        synchronized (state) {
            var memberships = new HashMap<UserId, List<Membership>>();
            users.forEach(user -> memberships.put(user, membershipsOf(user)));
            return memberships;
        }
    }

    private List<Membership> membershipsOf(UserId user) {
        var memberships = new ArrayList<Membership>();
        for (StoredLog log : state.logs.values()) {
            Member member = log.members.get(user);
            if (member != null && member.active()) {
                List<UserId> directUsers = log.conversation.kind() == ConversationKind.DIRECT
                        ? List.copyOf(log.members.keySet())
                        : List.of();
                long mentions = log.mentionsAfter(user, member.readSeq());
                memberships.add(new Membership(log.conversation, member, directUsers, mentions));
            }
        }
        memberships.sort(LATEST_FIRST);
        return memberships;
    }

    @Override
    public List<Joined> joinedSince(long sinceMillis, @Nullable Joined after, int limit) {
        synchronized (state) {
            return state.logs.values().stream()
                    .flatMap(StoredLog::joined)
                    .filter(joined -> joined.atMillis() >= sinceMillis)
                    .filter(joined -> after == null || OLDEST_FIRST.compare(joined, after) > 0)
                    .sorted(OLDEST_FIRST)
                    .limit(limit)
                    .toList();
        }
    }

    @Override
    public List<Conversation> openChannels(@Nullable String query, @Nullable ConversationId after, int limit) {
        synchronized (state) {
            StoredLog start = after == null ? null : state.log(after);
            String wanted = query == null ? "" : query.toLowerCase(Locale.ROOT);
            return state.logs.values().stream()
                    .map(log -> log.conversation)
                    .filter(Conversation::isOpenChannel)
                    .filter(conversation -> foldedName(conversation).contains(wanted)
                            || fold(conversation.topic()).contains(wanted))
                    .sorted(BY_NAME)
                    .filter(conversation -> start == null || BY_NAME.compare(conversation, start.conversation) > 0)
                    .limit(limit)
                    .toList();
        }
    }

    private static String foldedName(Conversation conversation) {
        return fold(conversation.name());
    }

    private static String fold(@Nullable String text) {
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }

    @Override
    public void mark(Collection<Marker> markers) {
        synchronized (state) {
            markers.forEach(this::mark);
        }
    }

    private void mark(Marker marker) {
        StoredLog log = state.log(marker.conversation());
        Member member = log == null ? null : log.members.get(marker.user());
        if (log == null || member == null || !member.active()) {
            return;
        }
        long seq = Math.min(marker.seq(), log.conversation.head().headSeq());
        switch (marker) {
            case Marker.ReadUpTo _ -> {
                if (seq > member.readSeq()) {
                    log.members.put(member.user(), moved(member, seq, log.ordinalAt(seq), member.deliveredSeq()));
                }
            }
            case Marker.ReceivedUpTo received -> {
                state.cursors
                        .computeIfAbsent(new MemoryState.Device(member.user(), received.device()), _ -> new HashMap<>())
                        .merge(
                                marker.conversation(),
                                new Ack(seq, Math.min(received.attendedSeq(), seq)),
                                Ack::furthest);
                if (seq > member.deliveredSeq()) {
                    log.members.put(member.user(), moved(member, member.readSeq(), member.readOrdinal(), seq));
                }
            }
        }
    }

    private static Member moved(Member member, long readSeq, long readOrdinal, long deliveredSeq) {
        return new Member(
                member.conversation(),
                member.user(),
                member.role(),
                member.joinedSeq(),
                member.leftSeq(),
                readSeq,
                readOrdinal,
                deliveredSeq);
    }

    @Override
    public Map<ConversationId, Long> cursors(UserId user, DeviceId device) {
        synchronized (state) {
            var cursors = new HashMap<ConversationId, Long>();
            state.cursors
                    .getOrDefault(new MemoryState.Device(user, device), Map.of())
                    .forEach((conversation, ack) -> cursors.put(conversation, ack.seq()));
            return cursors;
        }
    }
}
