package chat.carillon.core.store.memory;

import chat.carillon.core.log.Conversation;
import chat.carillon.core.push.Notification.Act;
import chat.carillon.core.push.PushDevice;
import chat.carillon.core.push.PushTarget;
import chat.carillon.core.push.plan.ConversationPlan;
import chat.carillon.core.push.plan.Decision;
import chat.carillon.core.push.plan.PlanningContext;
import chat.carillon.core.push.plan.PushPlanner;
import chat.carillon.core.store.ConversationStore.Marker;
import chat.carillon.core.store.PushStore;
import chat.carillon.core.store.memory.MemoryState.Sending;
import chat.carillon.core.time.Time;
import chat.carillon.model.ConversationId;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// [PushStore] in memory. Thread-safe: guarded by the state's monitor.
final class MemoryPush implements PushStore {
    private static final int MAX_BADGE = 1_000;
    private static final Comparator<Sending> IN_ORDER = Comparator.comparingLong(sending -> sending.dueAtMillis);

    private final MemoryState state;
    private final Time time;
    private final RipeContexts contexts;
    private final Map<ConversationId, Long> planned = new HashMap<>();
    private final Map<Place, Decided> decided = new TreeMap<>(Comparator.comparing(Place::conversation)
            .thenComparingLong(Place::seq)
            .thenComparing(Place::user));
    private final List<Sending> sendings = new ArrayList<>();

    private record Place(UserId user, ConversationId conversation, long seq) {
        private boolean is(Key key) {
            return key.user().equals(user) && key.conversation().equals(conversation) && key.seq() == seq;
        }
    }

    private record Decided(Decision decision, long atMillis) {}

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
    public Written write(Collection<ConversationPlan> plans, long leaseMillis) {
        synchronized (state) {
            var written = new HashSet<ConversationId>();
            int known = sendings.size();
            for (ConversationPlan plan : plans) {
                if (planned.getOrDefault(plan.conversation(), -1L) == plan.plannedSeq()) {
                    planned.put(plan.conversation(), plan.untilSeq());
                    plan.decisions().forEach(decision -> write(plan.conversation(), decision));
                    written.add(plan.conversation());
                }
            }
            List<Sending> made = leaseMillis == 0 ? List.of() : sendings.subList(known, sendings.size());
            return new Written(written, taken(made, leaseMillis));
        }
    }

    private void write(ConversationId conversation, Decision decision) {
        long now = time.wallMillis();
        var place = new Place(decision.user(), conversation, decision.seq());
        if (decided.putIfAbsent(place, new Decided(decision, now)) == null) {
            for (PushDevice device : decision.devices()) {
                var key = new Key(decision.user(), conversation, decision.seq(), device.device());
                sendings.add(new Sending(key, device.target().kind(), decision.mention(), now));
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
    public List<DuePush> take(long leaseMillis, Map<PushTarget.Kind, Integer> limits) {
        synchronized (state) {
            long now = time.wallMillis();
            List<Sending> due = new ArrayList<>();
            limits.forEach((kind, limit) -> sendings.stream()
                    .filter(sending -> sending.kind == kind && sending.isDue(now))
                    .sorted(IN_ORDER)
                    .limit(limit)
                    .forEach(due::add));
            due.sort(IN_ORDER);
            return taken(due, leaseMillis);
        }
    }

    private List<DuePush> taken(List<Sending> due, long leaseMillis) {
        var taken = new ArrayList<DuePush>();
        for (Sending sending : due) {
            PushDevice device = registered(sending.key);
            if (device == null) {
                sending.state = State.FAILED;
                sending.outcome = "the device is gone";
                sending.changedAtMillis = time.wallMillis();
            } else {
                sending.attempts++;
                sending.dueAtMillis = time.wallMillis() + leaseMillis;
                taken.add(duePush(sending, device));
            }
        }
        return taken;
    }

    /// The device as it is now; null if it is known no more.
    private @Nullable PushDevice registered(Key key) {
        if (key.device().equals(PushPlanner.WEBHOOK)) {
            return new PushDevice(key.user(), key.device(), new PushTarget.Webhook(), "", 0);
        }
        return state.devices.getOrDefault(key.user(), List.of()).stream()
                .filter(device -> device.device().equals(key.device()))
                .findFirst()
                .orElse(null);
    }

    @Override
    public Set<Hold> renew(Collection<Hold> holds, long leaseMillis) {
        synchronized (state) {
            var renewed = new HashSet<Hold>();
            for (Hold hold : holds) {
                Sending sending = find(hold.key());
                if (sending != null && sending.state == hold.state() && sending.attempts == hold.attempts()) {
                    sending.dueAtMillis = time.wallMillis() + leaseMillis;
                    renewed.add(hold);
                }
            }
            return renewed;
        }
    }

    private DuePush duePush(Sending sending, PushDevice device) {
        return new DuePush(
                sending.key,
                device,
                sending.state == State.DUE ? Act.SHOW : Act.WITHDRAW,
                sending.mention,
                sending.attempts,
                sending.decidedAtMillis,
                contexts.messageNow(sending.key));
    }

    @Override
    public void settle(Collection<Settled> settled) {
        synchronized (state) {
            long now = time.wallMillis();
            for (Settled one : settled) {
                Sending sending = find(one.hold().key());
                if (sending != null) {
                    one.after(sending.state, sending.attempts).ifPresent(next -> sending.settle(one, next, now));
                }
            }
        }
    }

    private @Nullable Sending find(Key key) {
        Stream<Sending> found = sendings.stream().filter(sending -> sending.key.equals(key));
        return found.findFirst().orElse(null);
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
            return sendings.stream()
                    .filter(sending -> which.test(sending.key))
                    .mapToInt(sending -> sending.withdraw(now) ? 1 : 0)
                    .sum();
        }
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
                .filter(sending -> place.is(sending.key))
                .map(Sending::delivery)
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
                long badge = state.logs.values().stream()
                        .mapToLong(log -> log.badge(user))
                        .sum();
                badges.put(user, (int) Math.min(MAX_BADGE, badge));
            }
            return badges;
        }
    }

    @Override
    public boolean deleteBefore(long atMillis) {
        synchronized (state) {
            decided.values().removeIf(decision -> decision.atMillis() < atMillis);
            sendings.removeIf(sending -> sending.decidedAtMillis < atMillis);
            return false;
        }
    }
}
