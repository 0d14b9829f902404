package chat.carillon.core.trace;

import chat.carillon.core.conversation.ReadResult;
import chat.carillon.core.log.Conversation;
import chat.carillon.core.log.Member;
import chat.carillon.core.log.MessageState;
import chat.carillon.core.operator.Rounds;
import chat.carillon.core.push.PushDevice;
import chat.carillon.core.push.PushTarget;
import chat.carillon.core.push.plan.Fate;
import chat.carillon.core.store.MemberStore.Tally;
import chat.carillon.core.store.PushStore.Recorded;
import chat.carillon.core.store.Store;
import chat.carillon.core.trace.NodeTrace.OneSession;
import chat.carillon.model.ConversationId;
import chat.carillon.model.DeviceId;
import chat.carillon.model.Entry;
import chat.carillon.model.UserId;
import chat.carillon.protocol.ErrorCode;
import chat.carillon.protocol.NotificationLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Says what became of a message: what is stored of it, and what the nodes remember. Thread-safe; blocks for the store
/// and, for about two seconds at most, for the other nodes.
public final class Tracer {
    /// In a conversation of up to so many members all are named, in a larger one those that miss the message.
    public static final int MAX_NAMED = 64;

    /// A page of members that is looked through for those.
    private static final int PAGE = 1_000;

    /// Members that are looked at; a crowd that is larger is counted only.
    private static final int MAX_LOOKED_AT = 50_000;

    private static final int MAX_ENTRY_BYTES = 1 << 20;

    private final Store store;
    private final NodeTraces nodeTraces;

    /// @param local what this node knows; the others are asked in rounds
    public Tracer(Store store, LocalTraces local, Rounds rounds) {
        this.store = store;
        this.nodeTraces = new NodeTraces(local, rounds);
    }

    /// The members that a trace names.
    private record Named(List<Member> members, boolean complete) {
        List<UserId> users() {
            return members.stream().map(Member::user).toList();
        }
    }

    /// @throws chat.carillon.core.store.StoreUnavailableException if the store could not say
    public ReadResult<Trace> trace(ConversationId id, long seq) {
        Conversation conversation = store.conversations().find(id).orElse(null);
        if (conversation == null) {
            return new ReadResult.Refused<>(ErrorCode.NO_SUCH_CONVERSATION, "conversation: " + id);
        }
        List<Entry> entries = store.log().read(id, seq - 1, seq, 1, MAX_ENTRY_BYTES);
        if (entries.isEmpty()) {
            return new ReadResult.Refused<>(
                    ErrorCode.NO_SUCH_MESSAGE,
                    "seq: %d (expected: %d to %d)"
                            .formatted(
                                    seq,
                                    conversation.head().firstSeq(),
                                    conversation.head().headSeq()));
        }
        return new ReadResult.Ok<>(trace(conversation, entries.getFirst()));
    }

    private Trace trace(Conversation conversation, Entry entry) {
        ConversationId id = conversation.id();
        long seq = entry.seq();
        Named named = named(conversation, entry);
        NodeTraces.Answers answers = nodeTraces.of(id, seq, named.users());
        List<NodeTrace> nodes = answers.nodes();
        Tally tally = store.members().tally(id, List.of(seq));
        Map<UserId, Recorded> pushes =
                store.push().recorded(id, seq).stream().collect(Collectors.toMap(Recorded::user, Function.identity()));
        Map<UserId, List<OneSession>> sessions = nodes.stream()
                .flatMap(node -> node.sessions().stream())
                .collect(Collectors.groupingBy(OneSession::user));
        List<Recipient> recipients = named.members().stream()
                .map(member -> recipient(
                        conversation,
                        member,
                        Standing.of(entry.sender(), seq, member, sessions.getOrDefault(member.user(), List.of())),
                        pushes.get(member.user())))
                .filter(recipient -> named.complete() || recipient.standing().missing())
                .toList();
        Long deletedAt = store.history()
                .message(id, seq)
                .map(MessageState::deletedAtMillis)
                .orElse(null);
        Map<Fate, Long> fates =
                pushes.values().stream().collect(Collectors.groupingBy(Recorded::fate, Collectors.counting()));
        return new Trace(
                conversation, entry, deletedAt, tally, nodes, answers.silent(), recipients, named.complete(), fates);
    }

    private Named named(Conversation conversation, Entry entry) {
        if (conversation.memberCount() <= MAX_NAMED) {
            return new Named(store.conversations().members(conversation.id(), null, MAX_NAMED), true);
        }
        var found = new ArrayList<Member>();
        UserId after = null;
        for (int lookedAt = 0; lookedAt < MAX_LOOKED_AT; lookedAt += PAGE) {
            List<Member> page = store.conversations().members(conversation.id(), after, PAGE);
            for (Member member : page) {
                if (Standing.of(entry.sender(), entry.seq(), member, List.of()).missing()) {
                    found.add(member);
                }
                if (found.size() == MAX_NAMED) {
                    return new Named(found, false);
                }
            }
            if (page.size() < PAGE) {
                break;
            }
            after = page.getLast().user();
        }
        return new Named(found, false);
    }

    private Recipient recipient(Conversation conversation, Member member, Standing standing, @Nullable Recorded push) {
        Map<DeviceId, PushTarget.Kind> kinds = push == null || push.deliveries().isEmpty()
                ? Map.of()
                : store.devices().devicesOf(member.user()).stream()
                        .collect(Collectors.toMap(
                                PushDevice::device, device -> device.target().kind()));
        NotificationLevel level = push == null && standing.missing() ? level(conversation, member.user()) : null;
        return new Recipient(member, standing, push, kinds, level);
    }

    private NotificationLevel level(Conversation conversation, UserId user) {
        NotificationLevel own = store.devices().wish(user, conversation.id()).level();
        return own == null ? store.devices().wishes(user).level(conversation.kind()) : own;
    }
}
