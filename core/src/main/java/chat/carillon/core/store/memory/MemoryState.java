package chat.carillon.core.store.memory;

import chat.carillon.core.log.Conversation;
import chat.carillon.core.log.Member;
import chat.carillon.core.log.plan.AppendContext.KnownEntry;
import chat.carillon.core.log.plan.AppendNeeds.ClientKey;
import chat.carillon.core.push.PushDevice;
import chat.carillon.core.push.PushTarget;
import chat.carillon.core.push.plan.Candidate.Ack;
import chat.carillon.core.push.plan.ConversationWish;
import chat.carillon.core.push.plan.Wishes;
import chat.carillon.core.store.AccountStore.Account;
import chat.carillon.core.store.AccountStore.Revocation;
import chat.carillon.core.store.AccountStore.Token;
import chat.carillon.core.store.PushStore;
import chat.carillon.core.store.PushStore.Delivery;
import chat.carillon.core.store.PushStore.Settled;
import chat.carillon.core.store.PushStore.State;
import chat.carillon.model.ConversationId;
import chat.carillon.model.DeviceId;
import chat.carillon.model.UserId;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Everything that is stored. Guarded by its own monitor.
final class MemoryState {
    final Map<ConversationId, StoredLog> logs = new TreeMap<>();
    final Map<String, ConversationId> directs = new HashMap<>();
    final Map<ClientKey, KnownEntry> known = new HashMap<>();
    final Map<UserId, Account> accounts = new TreeMap<>();
    final Map<UserId, String> passwordHashes = new HashMap<>();
    final Map<String, Token> tokens = new LinkedHashMap<>();
    final NavigableSet<Revocation> revocations = new TreeSet<>(Comparator.comparingLong(Revocation::atMillis)
            .thenComparing(Revocation::user)
            .thenComparing(Revocation::sha256, Comparator.nullsFirst(Comparator.naturalOrder())));
    final Map<UserId, List<PushDevice>> devices = new TreeMap<>();
    final Map<UserId, Wishes> wishes = new HashMap<>();
    final Map<UserId, Map<ConversationId, ConversationWish>> conversationWishes = new HashMap<>();
    final Map<String, byte[]> secrets = new HashMap<>();
    final Map<Device, Map<ConversationId, Ack>> cursors = new HashMap<>();

    record Device(UserId user, DeviceId device) {}

    /// How it stands with one device and one message.
    static final class Sending {
        final PushStore.Key key;
        final PushTarget.Kind kind;
        final boolean mention;
        final long decidedAtMillis;
        State state = State.DUE;
        int attempts;
        long dueAtMillis;
        long changedAtMillis;
        String outcome = "";

        Sending(PushStore.Key key, PushTarget.Kind kind, boolean mention, long nowMillis) {
            this.key = key;
            this.kind = kind;
            this.mention = mention;
            decidedAtMillis = nowMillis;
            dueAtMillis = nowMillis;
            changedAtMillis = nowMillis;
        }

        boolean isDue(long nowMillis) {
            return (state == State.DUE || state == State.WITHDRAW_DUE) && dueAtMillis <= nowMillis;
        }

        /// @param next how it stands after that
        void settle(Settled settled, State next, long nowMillis) {
            state = next;
            outcome = settled.outcome();
            dueAtMillis = next == settled.state() ? settled.retryAtMillis() : nowMillis;
            changedAtMillis = nowMillis;
        }

        /// @return whether it is to be withdrawn
        boolean withdraw(long nowMillis) {
            boolean shown = state == State.ACCEPTED || state == State.DUE && attempts > 0;
            if (shown) {
                dueAtMillis = state == State.ACCEPTED ? nowMillis : dueAtMillis;
                state = State.WITHDRAW_DUE;
                changedAtMillis = nowMillis;
            } else if (state == State.DUE) {
                state = State.DROPPED;
                outcome = "read or deleted before it was sent";
                changedAtMillis = nowMillis;
            }
            return shown;
        }

        Delivery delivery() {
            return new Delivery(key.device(), state, attempts, outcome, changedAtMillis);
        }
    }

    @Nullable
    StoredLog log(ConversationId conversation) {
        return logs.get(conversation);
    }

    Optional<Member> member(ConversationId conversation, UserId user) {
        return Optional.ofNullable(logs.get(conversation)).flatMap(log -> Optional.ofNullable(log.members.get(user)));
    }

    Set<UserId> existing(Collection<UserId> users) {
        return users.stream()
                .filter(user -> {
                    Account account = accounts.get(user);
                    return account != null && !account.disabled();
                })
                .collect(Collectors.toSet());
    }

    Map<UserId, Integer> conversationCounts(Collection<UserId> users) {
        var counts = new HashMap<UserId, Integer>();
        for (UserId user : Set.copyOf(users)) {
            long count = logs.values().stream()
                    .filter(log -> isActive(log.members.get(user)))
                    .count();
            counts.put(user, (int) count);
        }
        return counts;
    }

    static boolean isActive(@Nullable Member member) {
        return member != null && member.active();
    }

    void put(Conversation conversation) {
        StoredLog log = logs.get(conversation.id());
        if (log == null) {
            logs.put(conversation.id(), new StoredLog(conversation));
        } else {
            log.conversation = conversation;
        }
    }
}
