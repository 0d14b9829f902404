package chat.carillon.core.notify;

import chat.carillon.core.push.Notification.Act;
import chat.carillon.core.push.PushResult;
import chat.carillon.core.push.PushSender;
import chat.carillon.core.push.PushTarget;
import chat.carillon.core.store.PushStore.DuePush;
import chat.carillon.core.store.PushStore.Hold;
import chat.carillon.core.store.PushStore.MessageNow;
import chat.carillon.core.store.PushStore.Settled;
import chat.carillon.core.store.PushStore.State;
import chat.carillon.core.store.Store;
import chat.carillon.core.store.StoreUnavailableException;
import chat.carillon.core.time.Time;
import chat.carillon.model.UserId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends what was planned, and again what failed. Whoever takes a push has it for the time of a lease, and renews it
/// while a provider is asked; a node that dies with it leaves it to the next one. Then a provider may get it twice,
/// under one collapse key.
///
/// Thread-safe; what is called from outside never blocks, but for [#finish].
public final class PushDispatch {
    private static final Logger log = LoggerFactory.getLogger(PushDispatch.class);

    static final Duration TICK = Duration.ofMillis(100);

    /// How often it is looked for what came due without this node's knowledge.
    static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    /// When the store is back, nodes first write down what came of what they had taken: its leases have ended, and
    /// nobody is to send it again that only asks sooner.
    static final Duration FIRST_WRITE = Duration.ofSeconds(5);

    /// Of each kind of target: a provider that hangs holds up nobody else's.
    private static final Duration FORGET_EVERY = Duration.ofMinutes(10);

    static final int MAX_IN_FLIGHT = 512;

    private final Store store;
    private final PushSettings settings;
    private final PushSender sender;
    private final Time time;
    private final Executor blocking;
    private final PushCounters counters;
    private final PushAnswers answers;
    private final TakenPushes taken = new TakenPushes();
    private final AtomicBoolean more = new AtomicBoolean();
    private volatile boolean stopped;
    private long lookedAtNanos;
    private long storeAwayAtNanos;
    private long forgotAtNanos;

    public PushDispatch(PushPlanning.Push push, PushSender sender) {
        this.store = push.store();
        this.settings = push.settings();
        this.time = push.time();
        this.blocking = push.blocking();
        this.counters = push.counters();
        this.answers = new PushAnswers(push);
        this.sender = sender;
    }

    /// There is something new to send.
    public void planned() {
        more.set(true);
    }

    /// Whether so many pushes of these kinds can be sent at once. If so, [#sendReserved] or [#release] is to follow.
    boolean reserve(Map<PushTarget.Kind, Integer> pushes) {
        return !pushes.isEmpty() && !stopped && taken.reserve(pushes, MAX_IN_FLIGHT);
    }

    void release(Map<PushTarget.Kind, Integer> pushes) {
        taken.release(pushes);
    }

    /// Sends what was taken as it was planned. What cannot be sent is given back: the plan stands. Blocks.
    ///
    /// @param reserved what was kept free for them
    /// @param askedAtNanos before the store was asked
    void sendReserved(List<DuePush> due, Map<PushTarget.Kind, Integer> reserved, long askedAtNanos) {
        taken.add(due, askedAtNanos);
        taken.release(reserved);
        if (due.isEmpty()) {
            return;
        }
        try {
            sendAll(due);
        } catch (StoreUnavailableException e) {
            log.warn("absent members are told later: {}", e.getMessage());
        } catch (RuntimeException e) {
            log.error("defect while sending pushes", e);
        }
    }

    public void start() {
        lookedAtNanos = time.monotonicNanos();
        storeAwayAtNanos = lookedAtNanos - FIRST_WRITE.toNanos();
        forgotAtNanos = lookedAtNanos;
        schedule();
    }

    /// Nothing is taken any more. What is being sent may still be answered; see [#finish].
    public void stop() {
        stopped = true;
    }

    /// Waits for answers, so long at most, and writes down what came of them. What is not answered by then is sent by
    /// another node when its lease has ended. Blocks.
    public void finish(Duration atMost) {
        taken.awaitAnswers(atMost);
        try {
            settle();
        } catch (StoreUnavailableException e) {
            log.warn("what came of pushes is not kept: {}", e.getMessage());
        }
    }

    private void schedule() {
        if (!stopped) {
            time.after(TICK, this::tick);
        }
    }

    private void tick() {
        boolean look = time.monotonicNanos() - lookedAtNanos >= LOOK_EVERY.toNanos();
        if (look || more.get() || taken.anyOutcome()) {
            blocking.execute(this::work);
        } else {
            schedule();
        }
    }

    private void work() {
        try {
            settle();
            renew();
            more.set(false);
            lookedAtNanos = time.monotonicNanos();
            send();
            forget();
        } catch (StoreUnavailableException e) {
            storeAwayAtNanos = time.monotonicNanos();
            log.warn("absent members are told later: {}", e.getMessage());
        } catch (RuntimeException e) {
            log.error("defect while sending pushes", e);
        } finally {
            schedule();
        }
    }

    private void settle() {
        List<Settled> outcomes = taken.outcomes();
        if (!outcomes.isEmpty()) {
            try {
                store.push().settle(outcomes);
            } catch (StoreUnavailableException e) {
                throw e;
            } catch (RuntimeException e) {
                taken.forget(outcomes);
                throw e;
            }
            taken.forget(outcomes);
            outcomes.forEach(one -> counters.add(one.state()));
        }
    }

    private void renew() {
        long asked = time.monotonicNanos();
        List<Hold> held = taken.toRenew(asked);
        if (!held.isEmpty()) {
            Set<Hold> renewed = store.push().renew(held, TakenPushes.LEASE.toMillis());
            counters.lost.add(taken.allRenewed(held, renewed, asked));
        }
    }

    private boolean storeWasAway() {
        if (store.refusal().isPresent()) {
            storeAwayAtNanos = time.monotonicNanos();
        }
        return time.monotonicNanos() - storeAwayAtNanos < FIRST_WRITE.toNanos();
    }

    private void send() {
        Map<PushTarget.Kind, Integer> free = taken.free(MAX_IN_FLIGHT);
        if (stopped || free.isEmpty() || storeWasAway()) {
            return;
        }
        long asked = time.monotonicNanos();
        List<DuePush> due = store.push().take(TakenPushes.LEASE.toMillis(), free);
        if (due.isEmpty()) {
            return;
        }
        taken.add(due, asked);
        if (due.size()
                >= free.values().stream().mapToInt(places -> places).min().orElse(0)) {
            more.set(true);
        }
        sendAll(due);
    }

    private void sendAll(List<DuePush> due) {
        Map<UserId, Integer> badges = badgesOf(due);
        due.forEach(one -> send(one, badges.getOrDefault(one.key().user(), 0)));
    }

    /// Gives everything back if it fails: else it would wait until the lease has ended.
    private Map<UserId, Integer> badgesOf(List<DuePush> due) {
        try {
            return store.push().badges(due.stream().map(one -> one.key().user()).collect(Collectors.toSet()));
        } catch (RuntimeException e) {
            due.forEach(one -> giveBack(one, "the store was away"));
            throw e;
        }
    }

    private void giveBack(DuePush due, String why) {
        settled(due, due.hold().state(), time.wallMillis(), why);
    }

    private void send(DuePush due, int badge) {
        MessageNow message = due.message();
        if (!isOurs(due)) {
            giveBack(due, "its lease had nearly ended before it was sent");
        } else if (due.act() == Act.SHOW && message.text() == null) {
            settled(due, State.DROPPED, 0, "deleted, or left by the user, before it was sent");
        } else if (due.act() == Act.SHOW && message.readSeq() >= due.key().seq()) {
            settled(due, State.DROPPED, 0, "read before it was sent");
        } else {
            sender.send(due.device().target(), due.notification(badge), () -> mayBegin(due))
                    .whenComplete((result, failure) -> blocking.execute(() -> taken.came(
                            due,
                            answers.of(
                                    due,
                                    failure == null ? result : new PushResult.Retry(null, "defect: " + failure)))));
        }
    }

    private void settled(DuePush due, State state, long retryAtMillis, String why) {
        taken.came(due, new Settled(due.hold(), state, retryAtMillis, why));
    }

    private boolean isOurs(DuePush due) {
        return taken.isOurs(due.hold(), time.monotonicNanos());
    }

    /// Asked right before the provider is. What has waited for its turn may have been read meanwhile, on any node; what
    /// has not is answered before its lease ends, when it would be withdrawn. Blocks.
    private boolean mayBegin(DuePush due) {
        long asked = time.monotonicNanos();
        if (!isOurs(due) || taken.isFresh(due.hold(), asked)) {
            return isOurs(due);
        }
        List<Hold> held = List.of(due.hold());
        try {
            Set<Hold> renewed = store.push().renew(held, TakenPushes.LEASE.toMillis());
            counters.lost.add(taken.renewed(held, renewed, asked));
            if (renewed.isEmpty()) {
                settled(due, State.DROPPED, 0, "read or deleted before it was sent");
            }
        } catch (RuntimeException e) {
            log.warn("a push is begun on a lease that could not be renewed: {}", e.getMessage());
        }
        return isOurs(due);
    }

    /// A part at a time: what was taken must be settled and renewed meanwhile.
    private void forget() {
        if (time.monotonicNanos() - forgotAtNanos >= FORGET_EVERY.toNanos()) {
            long oldest = store.log().nowMillis() - settings.retention().toMillis();
            if (!store.push().deleteBefore(oldest)) {
                forgotAtNanos = time.monotonicNanos();
            }
        }
    }

    /// Pushes that providers have not answered yet.
    public int inFlight() {
        return taken.inFlight();
    }
}
