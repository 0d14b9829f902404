package chat.carillon.core.store.memory;

import chat.carillon.core.log.Conversation;
import chat.carillon.core.log.Member;
import chat.carillon.core.push.Notification.Act;
import chat.carillon.core.push.PushDevice;
import chat.carillon.core.push.plan.ConversationPlan;
import chat.carillon.core.push.plan.Decision;
import chat.carillon.core.push.plan.PlanningContext;
import chat.carillon.core.store.AccountStore.Account;
import chat.carillon.core.store.ConversationStore.Marker;
import chat.carillon.core.store.PushStore;
import chat.carillon.core.time.Time;
import chat.carillon.model.ConversationId;
import chat.carillon.model.ConversationKind;
import chat.carillon.model.UserId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// [PushStore] in memory. Thread-safe: guarded by the state's monitor.
final class MemoryPush implements PushStore {
    private static final int MAX_BADGE = 1_000;

    private final MemoryState state;
    private final Time time;
    private final RipeContexts contexts;
    private final Map<ConversationId, Long> planned = new HashMap<>();
    private final Map<Place, Decided> decided = new TreeMap<>(Comparator.comparing(Place::conversation)
            .thenComparingLong(Place::seq)
            .thenComparing(Place::user));
    private final List<Sending> sendings = new ArrayList<>();

    private record Place(UserId user, ConversationId conversation, long seq) {}

    private record Decided(Decision decision, long atMillis) {}

    private static final class Sending {
        private final Key key;
        private final PushDevice device;
        private final boolean mention;
        private final long decidedAtMillis;
        private State state = State.DUE;
        private int attempts;
        private long dueAtMillis;
        private long changedAtMillis;
        private String outcome = "";

        private Sending(Key key, PushDevice device, boolean mention, long nowMillis) {
            this.key = key;
            this.device = device;
            this.mention = mention;
            decidedAtMillis = nowMillis;
            dueAtMillis = nowMillis;
            changedAtMillis = nowMillis;
        }

        private boolean isDue(long nowMillis) {
            return (state == State.DUE || state == State.WITHDRAW_DUE) && dueAtMillis <= nowMillis;
        }
    }

    MemoryPush(MemoryState state, Time time) {
        this.state = state;
        this.time = time;
        contexts = new RipeContexts(state);
    }

    @Override
    public List<PlanningContext> contexts(Collection<ConversationId> conversations, Ripeness ripeness) {
        synchronized (state) {
            return conversations.stream()
                    .distinct()
                    .map(state.logs::get)
                    .filter(Objects::nonNull)
                    .map(log -> contexts.of(log, planned.getOrDefault(log.conversation.id(), -1L), ripeness))
                    .filter(context -> context.conversation().head().headSeq() > context.plannedSeq())
                    .toList();
        }
    }

    @Override
    public Set<ConversationId> write(Collection<ConversationPlan> plans) {
        synchronized (state) {
            var written = new HashSet<ConversationId>();
            for (ConversationPlan plan : plans) {
                if (planned.getOrDefault(plan.conversation(), -1L) == plan.plannedSeq()) {
                    planned.put(plan.conversation(), plan.untilSeq());
                    plan.decisions().forEach(decision -> write(plan.conversation(), decision));
                    written.add(plan.conversation());
                }
            }
            return written;
        }
    }

    private void write(ConversationId conversation, Decision decision) {
        long now = time.wallMillis();
        var place = new Place(decision.user(), conversation, decision.seq());
        if (decided.putIfAbsent(place, new Decided(decision, now)) == null) {
            for (PushDevice device : decision.devices()) {
                var key = new Key(decision.user(), conversation, decision.seq(), device.device());
                sendings.add(new Sending(key, device, decision.mention(), now));
            }
        }
    }

    @Override
    public List<ConversationId> unplanned(Collection<Conversation.Head> heads) {
        synchronized (state) {
            return heads.stream()
                    .filter(head -> planned.getOrDefault(head.conversation(), -1L) < head.headSeq())
                    .map(Conversation.Head::conversation)
                    .toList();
        }
    }

    @Override
    public List<DuePush> take(long leaseMillis, int limit) {
        synchronized (state) {
            long now = time.wallMillis();
            List<Sending> due = sendings.stream()
                    .filter(sending -> sending.isDue(now))
                    .sorted(Comparator.comparingLong(sending -> sending.dueAtMillis))
                    .limit(limit)
                    .toList();
            due.forEach(sending -> {
                sending.attempts++;
                sending.dueAtMillis = now + leaseMillis;
            });
            return due.stream().map(this::duePush).toList();
        }
    }

    private DuePush duePush(Sending sending) {
        return new DuePush(
                sending.key,
                sending.device,
                sending.state == State.DUE ? Act.SHOW : Act.WITHDRAW,
                sending.mention,
                sending.attempts,
                sending.decidedAtMillis,
                messageNow(sending.key));
    }

    private MessageNow messageNow(Key key) {
        StoredLog log = Objects.requireNonNull(state.logs.get(key.conversation()));
        var message = Objects.requireNonNull(log.state(key.seq()));
        Account account = state.accounts.get(message.sender());
        Member member = log.members.get(key.user());
        return new MessageNow(
                log.conversation.kind(),
                log.conversation.name(),
                message.sender(),
                account == null ? message.sender().value() : account.displayName(),
                message.deleted() ? null : message.text(),
                message.atMillis(),
                member == null ? 0 : member.readSeq(),
                state.wishes.get(key.user()) == null
                        || Objects.requireNonNull(state.wishes.get(key.user())).showContent());
    }

    @Override
    public void settle(Collection<Settled> settled) {
        synchronized (state) {
            for (Settled one : settled) {
                Sending sending = find(one.key());
                if (sending != null && isStillWanted(sending.state, one.state())) {
                    sending.state = one.state();
                    sending.outcome = one.outcome();
                    sending.dueAtMillis = one.retryAtMillis();
                    sending.changedAtMillis = time.wallMillis();
                }
            }
        }
    }

    /// What was read while it was being sent is to be withdrawn, whatever came of sending it.
    private static boolean isStillWanted(State now, State next) {
        return now == State.DUE || now == State.WITHDRAW_DUE && next != State.DUE && next != State.ACCEPTED;
    }

    private @Nullable Sending find(Key key) {
        return sendings.stream()
                .filter(sending -> sending.key.equals(key))
                .findFirst()
                .orElse(null);
    }

    @Override
    public int withdraw(Collection<Marker.ReadUpTo> read) {
        return withdraw(key -> read.stream()
                .anyMatch(marker -> key.user().equals(marker.user())
                        && key.conversation().equals(marker.conversation())
                        && key.seq() <= marker.seq()));
    }

    @Override
    public int withdraw(ConversationId conversation, long seq) {
        return withdraw(key -> key.conversation().equals(conversation) && key.seq() == seq);
    }

    private int withdraw(Predicate<Key> which) {
        synchronized (state) {
            long now = time.wallMillis();
            int count = 0;
            for (Sending sending : sendings) {
                if (which.test(sending.key)) {
                    count += withdraw(sending, now) ? 1 : 0;
                }
            }
            return count;
        }
    }

    private static boolean withdraw(Sending sending, long now) {
        boolean shown = sending.state == State.ACCEPTED || sending.state == State.DUE && sending.attempts > 0;
        if (shown) {
            sending.state = State.WITHDRAW_DUE;
            sending.dueAtMillis = now;
            sending.attempts = 0;
            sending.changedAtMillis = now;
        } else if (sending.state == State.DUE) {
            sending.state = State.DROPPED;
            sending.outcome = "read or deleted before it was sent";
            sending.changedAtMillis = now;
        }
        return shown;
    }

    @Override
    public List<Recorded> recorded(ConversationId conversation, long seq) {
        synchronized (state) {
            return decided.entrySet().stream()
                    .filter(entry -> entry.getKey().conversation().equals(conversation)
                            && entry.getKey().seq() == seq)
                    .map(entry -> recorded(entry.getKey(), entry.getValue()))
                    .toList();
        }
    }

    private Recorded recorded(Place place, Decided decided) {
        List<Delivery> deliveries = sendings.stream()
                .filter(sending -> sending.key.user().equals(place.user())
                        && sending.key.conversation().equals(place.conversation())
                        && sending.key.seq() == place.seq())
                .map(sending -> new Delivery(
                        sending.key.device(),
                        sending.state,
                        sending.attempts,
                        sending.outcome,
                        sending.changedAtMillis))
                .sorted(Comparator.comparing(Delivery::device))
                .toList();
        Decision decision = decided.decision();
        return new Recorded(place.user(), decision.fate(), decision.mention(), decided.atMillis(), deliveries);
    }

    @Override
    public Map<UserId, Integer> badges(Collection<UserId> users) {
        synchronized (state) {
            var badges = new HashMap<UserId, Integer>();
            for (UserId user : users) {
                badges.put(user, (int) Math.min(
                        MAX_BADGE,
                        state.logs.values().stream()
                                .mapToLong(log -> badge(log, user))
                                .sum()));
            }
            return badges;
        }
    }

    private static long badge(StoredLog log, UserId user) {
        Member member = log.members.get(user);
        if (member == null || !member.active()) {
            return 0;
        }
        return log.conversation.kind() == ConversationKind.DIRECT
                ? log.conversation.head().headOrdinal() - member.readOrdinal()
                : log.mentionsAfter(user, member.readSeq());
    }

    @Override
    public void deleteBefore(long atMillis) {
        synchronized (state) {
            decided.values().removeIf(decision -> decision.atMillis() < atMillis);
            sendings.removeIf(sending -> sending.decidedAtMillis < atMillis);
        }
    }
}
