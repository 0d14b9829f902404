package chat.carillon.core.store.memory;

import chat.carillon.core.log.Member;
import chat.carillon.core.log.MessageState;
import chat.carillon.core.push.plan.Candidate;
import chat.carillon.core.push.plan.Candidate.Ack;
import chat.carillon.core.push.plan.ConversationWish;
import chat.carillon.core.push.plan.PlanningContext;
import chat.carillon.core.push.plan.RipeMessage;
import chat.carillon.core.push.plan.Wishes;
import chat.carillon.core.store.AccountStore.Account;
import chat.carillon.core.store.PushStore;
import chat.carillon.model.ConversationId;
import chat.carillon.model.DeviceId;
import chat.carillon.model.UserId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What there is to plan in a log, every member being a candidate, and what is told of a message.
/// Guarded by the monitor of [MemoryState].
final class RipeContexts {
    private final MemoryState state;

    RipeContexts(MemoryState state) {
        this.state = state;
    }

    PlanningContext of(StoredLog log, long plannedSeq, PushStore.Ripeness ripeness) {
        long headSeq = log.conversation.head().headSeq();
        long fromSeq = plannedSeq >= 0 ? plannedSeq : Math.max(0, headSeq - PushStore.MAX_RIPE);
        List<RipeMessage> messages = log.states(fromSeq, Long.MAX_VALUE)
                .limit(PushStore.MAX_RIPE)
                .map(message -> message(log, message))
                .toList();
        var ripe = ripeness.ripe(log.conversation, messages);
        return new PlanningContext(
                log.conversation,
                plannedSeq,
                ripe.untilSeq(),
                ripe.nextMillis(),
                ripe.messages(),
                threads(log, ripe.messages()),
                candidates(log));
    }

    private static RipeMessage message(StoredLog log, MessageState message) {
        return new RipeMessage(
                message.seq(),
                message.sender(),
                log.appendedAtMillis(message.seq()),
                message.thread(),
                message.deleted(),
                log.mentionedAt(message.seq()),
                log.broadcastAt(message.seq()));
    }

    private static Map<Long, Set<UserId>> threads(StoredLog log, List<RipeMessage> messages) {
        var threads = new HashMap<Long, Set<UserId>>();
        messages.stream().map(RipeMessage::thread).filter(Objects::nonNull).forEach(root -> {
            Stream<MessageState> first = Stream.ofNullable(log.state(root));
            Stream<MessageState> replies =
                    log.states(root, Long.MAX_VALUE).filter(message -> root.equals(message.thread()));
            threads.put(
                    root,
                    Stream.concat(first, replies)
                            .map(MessageState::sender)
                            .distinct()
                            .limit(PushStore.MAX_FOLLOWERS)
                            .collect(Collectors.toCollection(HashSet::new)));
        });
        return threads;
    }

    private Map<UserId, Candidate> candidates(StoredLog log) {
        var candidates = new LinkedHashMap<UserId, Candidate>();
        log.members.values().stream().filter(this::mayBeTold).forEach(member -> {
            UserId user = member.user();
            ConversationId conversation = member.conversation();
            candidates.put(
                    user,
                    new Candidate(
                            member,
                            state.wishes.getOrDefault(user, Wishes.of(user)),
                            state.conversationWishes
                                    .getOrDefault(user, Map.of())
                                    .getOrDefault(conversation, ConversationWish.of(user, conversation)),
                            acks(user, conversation),
                            List.copyOf(state.devices.getOrDefault(user, List.of()))));
        });
        return candidates;
    }

    PushStore.MessageNow messageNow(PushStore.Key key) {
        StoredLog log = Objects.requireNonNull(state.logs.get(key.conversation()));
        var message = Objects.requireNonNull(log.state(key.seq()));
        Account account = state.accounts.get(message.sender());
        Member member = log.members.get(key.user());
        return new PushStore.MessageNow(
                log.conversation.kind(),
                log.conversation.name(),
                message.sender(),
                account == null ? message.sender().value() : account.displayName(),
                message.deleted() || member == null || !member.active() ? null : message.text(),
                message.atMillis(),
                member == null ? 0 : member.readSeq(),
                state.wishes.getOrDefault(key.user(), Wishes.of(key.user())).showContent());
    }

    private boolean mayBeTold(Member member) {
        Account account = state.accounts.get(member.user());
        return member.active() && (account == null || !account.disabled());
    }

    private Map<DeviceId, Ack> acks(UserId user, ConversationId conversation) {
        var acks = new HashMap<DeviceId, Ack>();
        state.cursors.forEach((device, cursors) -> {
            Ack ack = cursors.get(conversation);
            if (device.user().equals(user) && ack != null) {
                acks.put(device.device(), ack);
            }
        });
        return acks;
    }
}
