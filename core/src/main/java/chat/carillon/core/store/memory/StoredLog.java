package chat.carillon.core.store.memory;

import chat.carillon.core.log.Conversation;
import chat.carillon.core.log.Member;
import chat.carillon.core.log.MessageState;
import chat.carillon.core.log.plan.AppendPlan;
import chat.carillon.core.push.plan.RipeMessage.Broadcast;
import chat.carillon.core.store.ConversationStore;
import chat.carillon.model.ConversationKind;
import chat.carillon.model.Entry;
import chat.carillon.model.EntryBody;
import chat.carillon.model.UserId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One conversation with its log and the current state of its messages. Guarded by the monitor of
/// [MemoryState].
final class StoredLog {
    /// More unread mentions are not counted.
    private static final int MAX_MENTIONS = 1_000;

    final List<Entry> entries = new ArrayList<>();
    final NavigableMap<UserId, Member> members = new TreeMap<>();
    private final Map<UserId, Long> joinedAtMillis = new HashMap<>();
    private final List<Long> appendedAtMillis = new ArrayList<>();
    Conversation conversation;

    private final NavigableMap<Long, StoredMessage> messages = new TreeMap<>();
    private final Map<Long, Replies> replies = new HashMap<>();
    private final Map<UserId, NavigableSet<Long>> mentions = new HashMap<>();
    private final NavigableMap<Long, Broadcast> broadcasts = new TreeMap<>();

    /// To one message.
    record Replies(long count, MessageState.@Nullable Reply last) {
        private static final Replies NONE = new Replies(0, null);

        private Replies and(StoredMessage newer) {
            return new Replies(count + 1, newer.asReply());
        }
    }

    StoredLog(Conversation conversation) {
        this.conversation = conversation;
    }

    void putHead(Conversation.Head head) {
        conversation = conversation.at(head);
    }

    void put(Member member, long nowMillis) {
        Member former = members.put(member.user(), member);
        if (former == null || former.joinedSeq() != member.joinedSeq()) {
            joinedAtMillis.put(member.user(), nowMillis);
        }
    }

    /// The active memberships and when they began.
    Stream<ConversationStore.Joined> joined() {
        return members.values().stream()
                .filter(Member::active)
                .map(member -> new ConversationStore.Joined(
                        conversation.id(), member.user(), joinedAtMillis.getOrDefault(member.user(), 0L)));
    }

    long ordinalAt(long seq) {
        return seq < 1 ? 0 : entries.get((int) seq - 1).ordinal();
    }

    /// When an entry was appended, by the store's clock.
    long appendedAtMillis(long seq) {
        return appendedAtMillis.get((int) seq - 1);
    }

    void add(Entry entry, long nowMillis) {
        entries.add(entry);
        appendedAtMillis.add(nowMillis);
        if (entry.body() instanceof EntryBody.Posted posted) {
            var message = new StoredMessage(entry, posted);
            messages.put(entry.seq(), message);
            if (posted.thread() != null) {
                replies.put(posted.thread(), replies(posted.thread()).and(message));
            }
        }
    }

    void change(AppendPlan.MessageChange change) {
        StoredMessage message = messages.get(change.seq());
        if (message == null) {
            throw new IllegalStateException("a change of no message: " + change.seq());
        }
        if (change.editedAtMillis() != null) {
            message.text = change.text();
            message.editedAtMillis = change.editedAtMillis();
        }
        if (change.deletedAtMillis() != null) {
            message.delete(change.deletedAtMillis());
            mentions.values().forEach(seqs -> seqs.remove(change.seq()));
            broadcasts.remove(change.seq());
            entries.replaceAll(entry -> isContentOf(entry, change.seq()) ? tombstone(entry) : entry);
        }
    }

    private static boolean isContentOf(Entry entry, long seq) {
        return entry.seq() == seq || entry.body() instanceof EntryBody.Edited edited && edited.target() == seq;
    }

    private static Entry tombstone(Entry entry) {
        return new Entry(
                entry.conversation(),
                entry.seq(),
                entry.ordinal(),
                entry.atMillis(),
                entry.sender(),
                entry.clientMessageId(),
                new EntryBody.Tombstone());
    }

    void change(AppendPlan.ReactionChange change) {
        StoredMessage message = messages.get(change.seq());
        if (message == null) {
            throw new IllegalStateException("a reaction to no message: " + change.seq());
        }
        message.react(change);
    }

    void add(AppendPlan.Mention mention) {
        mentions.computeIfAbsent(mention.user(), _ -> new TreeSet<>()).add(mention.seq());
    }

    void add(AppendPlan.Broadcast broadcast) {
        broadcasts.put(broadcast.seq(), broadcast.here() ? Broadcast.HERE : Broadcast.EVERYONE);
    }

    /// Messages after that seq that mean the user, by name or with all others.
    long mentionsAfter(UserId user, long afterSeq) {
        var seqs = new TreeSet<>(broadcasts.tailMap(afterSeq, false).keySet());
        seqs.addAll(mentions.getOrDefault(user, new TreeSet<>()).tailSet(afterSeq, false));
        return Math.min(MAX_MENTIONS, seqs.size());
    }

    /// Unread messages that count in the badge of a member.
    long badge(UserId user) {
        Member member = members.get(user);
        if (member == null || !member.active()) {
            return 0;
        }
        return conversation.kind() == ConversationKind.DIRECT
                ? conversation.head().headOrdinal() - member.readOrdinal()
                : mentionsAfter(user, member.readSeq());
    }

    Set<UserId> mentionedAt(long seq) {
        return mentions.entrySet().stream()
                .filter(mentioned -> mentioned.getValue().contains(seq))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    Broadcast broadcastAt(long seq) {
        return broadcasts.getOrDefault(seq, Broadcast.NONE);
    }

    @Nullable
    StoredMessage message(long seq) {
        return messages.get(seq);
    }

    private Replies replies(long root) {
        return replies.getOrDefault(root, Replies.NONE);
    }

    @Nullable
    MessageState state(long seq) {
        StoredMessage message = messages.get(seq);
        return message == null ? null : message.state(replies(seq));
    }

    /// See [chat.carillon.core.store.HistoryStore#asOf].
    MessageState asOf(MessageState message, long untilSeq) {
        Entry textFrom = entries.get((int) message.seq() - 1);
        for (Entry entry : entries.subList((int) message.seq(), (int) Math.min(untilSeq, entries.size()))) {
            if (entry.body() instanceof EntryBody.Edited edited && edited.target() == message.seq()) {
                textFrom = entry;
            }
        }
        String text = switch (textFrom.body()) {
            case EntryBody.Posted posted -> posted.text();
            case EntryBody.Edited edited -> edited.text();
            default -> "";
        };
        Replies repliesThen = Replies.NONE;
        for (StoredMessage reply : messages.headMap(untilSeq, true).values()) {
            if (Objects.equals(reply.thread(), message.seq())) {
                repliesThen = repliesThen.and(reply);
            }
        }
        StoredMessage stored = messages.get(message.seq());
        return message.with(
                text,
                textFrom.seq() == message.seq() ? null : (Long) textFrom.atMillis(),
                stored == null ? Map.of() : stored.reactionsUntil(untilSeq),
                repliesThen.count(),
                repliesThen.last());
    }

    /// Whether the message's text is younger than `untilSeq`.
    boolean editedAfter(long untilSeq, long seq) {
        return entries.stream()
                .skip(Math.min(untilSeq, entries.size()))
                .anyMatch(entry -> entry.body() instanceof EntryBody.Edited edited && edited.target() == seq);
    }

    /// In seq order; both ends exclusive.
    Stream<MessageState> states(long afterSeq, long beforeSeq) {
        return states(range(afterSeq, beforeSeq));
    }

    /// In reverse seq order; both ends exclusive.
    Stream<MessageState> statesBackwards(long afterSeq, long beforeSeq) {
        return states(range(afterSeq, beforeSeq).descendingMap());
    }

    private NavigableMap<Long, StoredMessage> range(long afterSeq, long beforeSeq) {
        return messages.subMap(afterSeq, false, Math.max(afterSeq, beforeSeq), false);
    }

    private Stream<MessageState> states(NavigableMap<Long, StoredMessage> range) {
        return range.values().stream().map(message -> message.state(replies(message.seq())));
    }
}
